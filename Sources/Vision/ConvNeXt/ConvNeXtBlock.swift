internal import CKernels

/// Depthwise 7x7, norm, a dense layer of four times the width, GELU, response
/// norm in V2, a dense layer back, scaled and added to what came in.
struct ConvNeXtBlock: Sendable {
  let mix: DepthwiseLayer
  let norm: RowNorm
  let widen: RowLayer
  let response: ResponseNorm?
  let narrow: RowLayer
  let gamma: ChannelVector

  init(_ tensors: NamedTensors, _ prefix: String, width: Int, isSecond: Bool) throws {
    func floats(_ name: String, _ shape: [Int]) throws -> [Float] {
      try tensors.floats("\(prefix).\(name)", shape)
    }
    mix = DepthwiseLayer(
      weights: try floats("conv_dw.weight", [width, 1, 7, 7]), kernel: 7, stride: 1,
      bias: try tensors.floats("\(prefix).conv_dw.bias", [width], otherwise: 0))
    norm = RowNorm(
      scale: try floats("norm.weight", [width]), shift: try floats("norm.bias", [width]))
    widen = RowLayer(
      weights: try floats("mlp.fc1.weight", [4 * width, width]), outputs: 4 * width,
      bias: try floats("mlp.fc1.bias", [4 * width]))
    response =
      try isSecond
      ? ResponseNorm(
        scale: floats("mlp.grn.weight", [4 * width]), shift: floats("mlp.grn.bias", [4 * width]))
      : nil
    // Inputs beyond the true ones are zero: the layer before is rounded up.
    narrow = RowLayer(
      weights: try floats("mlp.fc2.weight", [width, 4 * width]), outputs: width,
      bias: try floats("mlp.fc2.bias", [width]))
    gamma = ChannelVector(try tensors.floats("\(prefix).gamma", [width], otherwise: 1))
  }

  var bytes: Int { mix.bytes + widen.bytes + narrow.bytes }

  func apply(_ lane: ConvNeXtLane, _ size: PixelSize) {
    let channels = mix.channels
    lane.padded.fill(size, channels: channels, lane.pixels.pointer, border: .init(3))
    mix.apply(output: size, lane.padded, lane.mixed.pointer)
    for rows in ConvNeXtLane.blocks(of: size.count, whole: response != nil) {
      let mixed = lane.mixed.pointer + rows.lowerBound * channels
      let hidden = lane.hidden.pointer
      let stride = widen.outputs + ConvNeXtLane.hiddenGap
      norm.apply(rows: rows.count, mixed, mixed)
      widen.apply(rows: rows.count, mixed, stride: channels, hidden, stride: stride, FK_GELU)
      response?.apply(rows: rows.count, hidden, stride: stride)
      narrow.apply(rows: rows.count, hidden, stride: stride, mixed, stride: channels)
      fk_add_scaled(
        rows.count, channels, mixed, channels, gamma.pointer,
        lane.pixels.pointer + rows.lowerBound * channels, channels)
    }
  }
}
