public import CairnRecording

extension Recorder: CallRecorder {}
