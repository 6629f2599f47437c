import Files
import MapTools
import MapUnits
import Rasters

extension MapOutput {
  static let statistics = MapOutput(
    key: .statistics,
    file: MapFile(
      .statistics,
      "table of the units: size, mean and deviation of every band, a real pixel of each",
      asset: .init(
        "statistics", file: "units.csv", .csv, "Table of the units", roles: ["metadata"])),
    writing: .finished { map in
      let source = map.source
      let table = UnitTable.csv(
        map.legend, hints: map.hints, spectra: map.spectra,
        exemplars: ExemplarColumns(map.exemplars, bands: source.stack.bands.map(\.name)),
        columns: UnitTable.columns(map.outcome.statistics, source.stack.bands.map(\.name))
          + UnitTable.columns(map.outcome.featureStatistics, source.features.names))
      try TemporaryName.write(table, to: map.folder.file(.statistics))
      return true
    })
}
