"""Turns AWS's API models of CloudTrail into Swift sources and test fixtures."""
