import Foundation

#if canImport(FoundationXML)
  import FoundationXML
#endif

/// A page as Foundation's parser of XML reads it: a second opinion on what was written.
final class PageTree: NSObject, XMLParserDelegate {
  /// An element with what it holds.
  struct Element {
    let name: String
    let attributes: [String: String]
    /// Its text, with that of what is in it.
    var text = ""
    /// The names of the elements around it, outermost first.
    let around: [String]
    /// The attribute `id` of the nearest element around it that has one.
    let place: String?
  }

  /// Every element, in the order in which they end.
  private(set) var elements: [Element] = []
  /// What is wrong; nil for a document that is well formed.
  private(set) var problem: String?
  private var open: [Element] = []

  /// Reads a page.
  init(_ page: String) {
    super.init()
    let parser = XMLParser(data: Data(page.replacing("<!DOCTYPE html>\n", with: "").utf8))
    parser.delegate = self
    if !parser.parse() {
      problem = parser.parserError.map { "\($0)" } ?? "line \(parser.lineNumber)"
    }
  }

  func parser(
    _ parser: XMLParser, didStartElement name: String, namespaceURI: String?,
    qualifiedName: String?,
    attributes: [String: String]
  ) {
    open.append(
      Element(
        name: name, attributes: attributes, around: open.map(\.name),
        place: open.last { $0.attributes["id"] != nil }?.attributes["id"]))
  }

  func parser(_ parser: XMLParser, foundCharacters text: String) {
    for index in open.indices { open[index].text += text }
  }

  func parser(
    _ parser: XMLParser, didEndElement name: String, namespaceURI: String?, qualifiedName: String?
  ) {
    elements.append(open.removeLast())
  }

  /// The elements of a name.
  func all(_ name: String) -> [Element] { elements.filter { $0.name == name } }
}
