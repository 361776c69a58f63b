extension Request {
  /// Refuses `size` beside one of the sides that it means: nobody knows which of them holds.
  package func checkSides() throws(RequestError) {
    guard let size = self["size"], let side = ["width", "height"].first(where: { self[$0] != nil })
    else { return }
    throw .doubleSize(size, beside: side)
  }

  /// What is wrong with a size, or a list of such, that is read as sides; nil where nothing is.
  ///
  /// - Parameters:
  ///   - vocabulary: Tells which names are lists.
  ///   - isKnown: Whether a name stands for itself; a size is read as sides where one of them does.
  /// - Returns: The first that is wrong.
  package func illegalSize(
    _ vocabulary: Vocabulary, where isKnown: (String) -> Bool
  ) -> RequestError? {
    for entry in entries where !isKnown(entry.name) {
      guard let sides = vocabulary.sides(meantBy: entry.name), sides.contains(where: isKnown)
      else { continue }
      if let error = entry.illegalSize { return error }
    }
    return nil
  }

  /// The request in single values: `size` as width and height, a list of sizes as those of single ones, and
  /// where only single ones are given, how many there are: as many as the highest number.
  ///
  /// What is no size stays as it is written.
  ///
  /// - Parameters:
  ///   - vocabulary: Tells which names are lists, and what counts.
  ///   - keepsSize: Whether `size` is a name of its own.
  /// - Returns: The request without names that stand for others.
  package func spelledOut(_ vocabulary: Vocabulary, keepsSize: Bool = false) -> Request {
    var result = Request()
    for entry in entries {
      if entry.name == "size", !keepsSize, let (width, height) = Request.sides(of: entry.text) {
        result["width"] = width
        result["height"] = height
      } else if let names = vocabulary.sides(ofList: entry.name),
        let sizes = Request.sizes(of: entry.text)
      {
        for (place, size) in sizes.enumerated() {
          result[ElementName(names.width, place + 1).description] = size.width
          result[ElementName(names.height, place + 1).description] = size.height
        }
      } else {
        result[entry.name] = entry.text
      }
    }
    var highest: [(count: String, place: Int)] = []
    for name in result.entries.map(\.name) {
      guard let (count, element) = vocabulary.count(ofElement: name) else { continue }
      if let index = highest.firstIndex(where: { $0.count == count }) {
        highest[index].place = max(highest[index].place, element.place)
      } else {
        highest.append((count, element.place))
      }
    }
    for (count, place) in highest where result[count] == nil { result[count] = "\(place)" }
    return result
  }

  /// Width and height of a size such as `1024x768`.
  package static func sides(of text: String) -> (width: String, height: String)? {
    let sides = text.split(separator: "x", omittingEmptySubsequences: false)
    guard sides.count == 2,
      sides.allSatisfy({ !$0.isEmpty && $0.utf8.allSatisfy { (48...57).contains($0) } })
    else { return nil }
    return (String(sides[0]), String(sides[1]))
  }

  /// The longest list that is read; no API takes as many, and more would only cost time.
  package static let mostSizes = 256

  /// The sizes of a list such as `1024x768+512x512`; a comma does as well.
  package static func sizes(of text: String) -> [(width: String, height: String)]? {
    var sizes: [(width: String, height: String)] = []
    let items = text.split(omittingEmptySubsequences: false) { $0 == "+" || $0 == "," }
    guard items.count <= mostSizes else { return nil }
    for item in items {
      guard let size = sides(of: item.trimmingSpaces) else { return nil }
      sizes.append(size)
    }
    return sizes
  }
}

extension Request.Entry {
  /// What is wrong with a size, or a list of such; nil where nothing is.
  package var illegalSize: RequestError? {
    name == "size"
      ? Request.sides(of: text) == nil ? .illegalSize(text) : nil
      : Request.sizes(of: text) == nil ? .illegalSizes(text, name: name) : nil
  }
}

extension Vocabulary {
  /// The width and the height that `size`, or a list of sizes, stands for; nil for other names.
  package func sides(meantBy name: String) -> [String]? {
    name == "size" ? ["width", "height"] : sides(ofList: name).map { [$0.width, $0.height] }
  }
}

extension Substring {
  /// The text without spaces around it.
  fileprivate var trimmingSpaces: String {
    var text = self
    while text.first == " " { text.removeFirst() }
    while text.last == " " { text.removeLast() }
    return String(text)
  }
}
