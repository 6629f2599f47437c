import Products
import Scenes

extension StackRequest {
  /// What a scene says of one of its inputs.
  init(_ input: Scene.Input) {
    self.init(
      sensor: input.sensor, level: input.level, scale: input.scale, offset: input.offset,
      roles: input.roles)
  }
}
