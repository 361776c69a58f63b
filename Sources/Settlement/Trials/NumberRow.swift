/// A number for each trial of a block.
package typealias NumberRow = UnsafeMutableBufferPointer<Double>
