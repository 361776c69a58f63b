/// The four products that generative media APIs are; they are never ranked in one table.
public enum MediaCategory: String, Hashable, Sendable, CaseIterable {
  /// One call returns a finished image.
  case imageGeneration = "image-generation"
  /// A call takes an image and returns a changed one.
  case imageEditing = "image-editing"
  /// A job returns a video file later.
  case videoGeneration = "video-generation"
  /// A session streams video both ways while it lasts.
  case liveAvatar = "live-avatar"

  /// What the category is, in one clause.
  public var meaning: String {
    switch self {
    case .imageGeneration: "a call returns a finished image"
    case .imageEditing: "a call takes an image and returns a changed one"
    case .videoGeneration: "a job returns a video file later"
    case .liveAvatar: "a session streams a talking avatar while it lasts"
    }
  }

  /// All four with their meanings, for errors that mix them up.
  public static var explanation: String {
    "the four categories are different products: "
      + allCases.map { "\($0.rawValue) (\($0.meaning))" }.joined(separator: ", ")
  }
}

/// How an application talks to an offer; it decides what has to be built.
public enum Integration: String, Hashable, Sendable, CaseIterable {
  /// One call, one answer.
  case requestResponse = "request-response"
  /// Submit, poll or be called back, download.
  case asyncJob = "async-job"
  /// A connection that is open while it is used.
  case session
}

/// What a provider is to the model it sells.
public enum ProviderRelation: String, Hashable, Sendable, CaseIterable {
  /// It made the model.
  case direct
  /// It resells many models.
  case aggregator
  /// It is a cloud that hosts the model.
  case cloud
}

/// How sure we are of a figure.
public enum Confidence: String, Hashable, Sendable, CaseIterable {
  /// A source that should know says so.
  case high
  /// A good source says so, or several weak ones.
  case medium
  /// Hearsay, or an old source.
  case low
}
