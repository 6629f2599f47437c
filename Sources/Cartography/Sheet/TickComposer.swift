import Rasters

/// Labels the sides of a map with its coordinates.
struct TickComposer<Measure: TextMeasure> {
  let grid: Grid
  let spacing: SheetSpacing
  let measure: Measure

  /// Whether the sides of a map run along the axes of its coordinates.
  static func canLabel(_ grid: Grid) -> Bool {
    guard let t = grid.transform else { return false }
    return t.rowX == 0 && t.columnY == 0 && t.columnX != 0 && t.rowY != 0
  }

  /// Eastings or longitudes under the map, northings or latitudes left of it.
  func ticks(around map: SheetRect) -> [CoordinateTick] {
    guard Self.canLabel(grid), let t = grid.transform else { return [] }
    let isDegrees = grid.reference.isGeographic
    let unit = isDegrees ? grid.reference.degreesPerUnit : 1
    let along = TickAxis(
      start: t.originX * unit, end: (t.originX + Double(grid.width) * t.columnX) * unit,
      length: map.width,
      notation: isDegrees ? .longitude : .plain)
    let down = TickAxis(
      start: t.originY * unit, end: (t.originY + Double(grid.height) * t.rowY) * unit,
      length: map.height,
      notation: isDegrees ? .latitude : .plain)
    return marks(along).compactMap { bottomTick($0, map) }
      + marks(down).compactMap { leftTick($0, map) }
  }

  private func marks(_ axis: TickAxis) -> [TickAxis.Mark] {
    axis.marks(gap: 2.5 * spacing.em) {
      measure.width($0, size: spacing.tickSize, isBold: false)
    }
  }

  /// Nil where the label would hang far over the side of the map.
  private func bottomTick(_ mark: TickAxis.Mark, _ map: SheetRect) -> CoordinateTick? {
    let size = spacing.tickSize
    let label = measure.line(
      mark.label, x: map.x + mark.place,
      y: map.maxY + spacing.tickGap + size * TextLine.ascent, size: size, alignment: .middle)
    let over = min(0.9 * spacing.em, spacing.margin)
    guard label.rect.x >= map.x - over, label.rect.maxX <= map.maxX + over else { return nil }
    return CoordinateTick(edge: .bottom, position: map.x + mark.place, label: label)
  }

  private func leftTick(_ mark: TickAxis.Mark, _ map: SheetRect) -> CoordinateTick? {
    let size = spacing.tickSize
    let label = measure.line(
      mark.label, x: map.x - spacing.tickGap - size * TextLine.descent, y: map.y + mark.place,
      size: size, alignment: .middle, isUpright: true)
    guard label.rect.y >= map.y, label.rect.maxY <= map.maxY else { return nil }
    return CoordinateTick(edge: .left, position: map.y + mark.place, label: label)
  }
}
