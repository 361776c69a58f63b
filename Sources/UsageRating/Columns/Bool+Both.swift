extension Bool {
  /// Both, computed without a jump: in inner loops a jump is guessed wrong as often as data varies.
  @inline(__always)
  static func & (left: Bool, right: Bool) -> Bool { (left ? 1 : 0) & (right ? 1 : 0) == 1 }

  /// Either, computed without a jump.
  @inline(__always)
  static func | (left: Bool, right: Bool) -> Bool { (left ? 1 : 0) | (right ? 1 : 0) == 1 }
}
