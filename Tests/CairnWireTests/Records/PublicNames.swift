@testable import CairnWire

/// Names that sound like secrets but are none.
enum PublicNames {
    /// Names that tell about a secret: where it is, what it is called, how it is used.
    static func isPublic(_ folded: String) -> Bool {
        endings.contains { folded.hasSuffix($0) }
    }

    private static let endings = [
        "arn", "arns", "id", "ids", "name", "type", "types", "nexttoken", "clienttoken", "clientrequesttoken",
        "idempotencytoken", "requesttoken", "paginationtoken", "continuationtoken", "pagetoken",
    ]

    /// Tokens of order, locking and progress; names, places and kinds of credentials; settings.
    static let decided = Set(
        """
        actortokencontent actortokenscopes apikeyheader apikeyselectionexpression apikeysource
        authorizationcodegrantcredentialssource authorizedtokenissuerlist authorizedtokenissuers
        authtokenupdatestrategy blocktoken callbacktoken changetoken checkpointtoken clientcredentialssource
        conditionaltoken configurationtoken copyproducttoken creationtoken credentiallocation credentiallockerfilter
        credentialprefix credentialprovider credentialproviderconfigurations credentialprovidervendor credentialsmap
        credentialsparameter credentialspecs credentialsscope credentialstoaddorupdate credentialstoremove
        eventsourcetoken executetoken externalsecretrotationmetadata forgotpasswordlink gettokenbalanceinputs
        globalendpointtokenversion granttoken granttokens httptokens httptokensenforced
        imagepullcredentialstypeoverride importtoken instancerolecredentialsprovider japanesetokenizationdictionary
        lifecycleactiontoken listupdatetoken locktoken managedcredentialsaction nextchunktoken nextmessagetoken
        offertoken participanttokenconfigurations passwordbuttonxpath passwordfieldxpath passwordparam passwordversion
        policyupdatetoken portfoliosharetoken pretokengeneration privatekeyidentifier provisiontoken purchasetoken
        resulttoken retrievaltoken secretarnlist secretidentifier secretidlist secretoptions secretpolicy secretsrole
        secretstringkey sequencetoken sourceupdatetoken startingtoken tasktoken terminatetoken termtoken tokendomains
        tokenendpoint tokenendpointauthenticationscheme tokenendpointauthmethods tokenizedbody tokenizedtitle
        tokenproperties tokenproviderurl tokenreference tokensigningpublickeys tokenstandard tokenurl
        tokenurlcustomproperties tokenurlparameters tokenurlparametersmap updatetoken usertokenconfigurations
        validationtokenhost versiontoken viewversiontoken webacllocktoken webidentitytokenaudiences workflowtoken
        """.split { $0 == " " || $0 == "\n" }.map(String.init))
}
