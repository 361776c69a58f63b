import BodyPricing
import PricingRules

/// A body as a form (RFC 7578, `multipart/form-data`).
enum FormText {
  /// What separates the parts; no prompt of ours has it.
  static let boundary = "mediacost-7d1f0c52a9b84e36"

  /// The parts of a body: each member a field; a picture that is sent along, a file.
  ///
  /// - Parameter tree: The body; what is inside of lists is a field of its own.
  /// - Returns: The parts, and the line that ends them.
  static func text(of tree: BodyTree) -> [UInt8] {
    var text: [UInt8] = []
    for member in tree.children(of: 0) {
      let isList = tree.nodes[member].kind == .list
      let values = isList ? Array(tree.children(of: member)) : [member]
      let name = tree.key(member) + (values.count > 1 ? "[]" : "")
      for value in values { append(tree.text(value), name, to: &text) }
    }
    text += "--\(boundary)--\r\n".utf8
    return text
  }

  private static func append(_ value: String, _ name: String, to text: inout [UInt8]) {
    text += "--\(boundary)\r\nContent-Disposition: form-data; name=\"\(name)\"".utf8
    if let comma = value.firstIndex(of: ","), value.hasPrefix("data:"),
      value[..<comma].hasSuffix(";base64"),
      let bytes = Base64Text.decoded(Array(value[value.index(after: comma)...].utf8)[...])
    {
      let type = value.dropFirst(5).prefix { $0 != ";" }
      let ending = type.split(separator: "/").last ?? "bin"
      text += "; filename=\"\(name.filter { $0 != "[" && $0 != "]" }).\(ending)\"\r\n".utf8
      text += "Content-Type: \(type)\r\n\r\n".utf8
      text += bytes
    } else {
      text += "\r\n\r\n".utf8
      text += value.utf8
    }
    text += "\r\n".utf8
  }
}
