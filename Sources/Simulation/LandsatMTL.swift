import Features
import Foundation
import Rasters

/// The MTL file of a simulated product, in the groups and keys of Landsat
/// Collection 2 ("Landsat 8-9 OLI/TIRS Level 1 Data Format Control Book",
/// USGS LSDS-1822), restricted to the bands that are there.
struct LandsatMTL {
  let sensor: SimulatedSensor
  let sun: Sun
  let encoding: RadiometricRescaling
  let grid: Grid
  let cloudPercent: Double

  private var bands: [String] { sensor.bands.map { String($0.name.dropFirst()) } }

  var text: String {
    var out = ObjectDescription()
    out.group("LANDSAT_METADATA_FILE") { file in
      file.group("PRODUCT_CONTENTS", contents)
      file.group("IMAGE_ATTRIBUTES", image)
      file.group("PROJECTION_ATTRIBUTES", projection)
      file.group("LEVEL1_PROCESSING_RECORD", processing)
      file.group("LEVEL1_MIN_MAX_REFLECTANCE", reflectanceRange)
      file.group("LEVEL1_MIN_MAX_PIXEL_VALUE", numberRange)
      file.group("LEVEL1_RADIOMETRIC_RESCALING", rescaling)
      file.group("LEVEL1_THERMAL_CONSTANTS", thermal)
      file.group("LEVEL1_PROJECTION_PARAMETERS", parameters)
    }
    return out.description
  }

  private func contents(_ out: inout ObjectDescription) {
    out.text("ORIGIN", "Simulated by facies; not an image of the Earth")
    out.text("LANDSAT_PRODUCT_ID", ScenePaths.product)
    out.text("PROCESSING_LEVEL", "L1TP")
    out.value("COLLECTION_NUMBER", "02")
    out.text("COLLECTION_CATEGORY", "T1")
    out.text("OUTPUT_FORMAT", "GEOTIFF")
    for band in bands {
      out.text("FILE_NAME_BAND_\(band)", "\(ScenePaths.product)_B\(band).TIF")
    }
    out.text("FILE_NAME_QUALITY_L1_PIXEL", ScenePaths.product + "_QA_PIXEL.TIF")
    out.text("FILE_NAME_METADATA_ODL", ScenePaths.product + "_MTL.txt")
    for band in bands { out.text("DATA_TYPE_BAND_\(band)", "UINT16") }
    out.text("DATA_TYPE_QUALITY_L1_PIXEL", "UINT16")
  }

  private func image(_ out: inout ObjectDescription) {
    out.text("SPACECRAFT_ID", "LANDSAT_8")
    out.text("SENSOR_ID", "OLI_TIRS")
    out.value("WRS_TYPE", "2")
    out.value("WRS_PATH", "96")
    out.value("WRS_ROW", "82")
    out.text("NADIR_OFFNADIR", "NADIR")
    out.value("DATE_ACQUIRED", "2024-03-14")
    out.text("SCENE_CENTER_TIME", "00:20:31.0000000Z")
    out.text("STATION_ID", "LGN")
    out.value("CLOUD_COVER", fixed(cloudPercent, 2))
    out.value("CLOUD_COVER_LAND", fixed(cloudPercent, 2))
    out.value("IMAGE_QUALITY_OLI", "9")
    out.value("IMAGE_QUALITY_TIRS", "9")
    out.value("SUN_AZIMUTH", fixed(sun.azimuth, 8))
    out.value("SUN_ELEVATION", fixed(sun.elevation, 8))
    out.value("EARTH_SUN_DISTANCE", "0.9942440")
  }

  private func processing(_ out: inout ObjectDescription) {
    out.text("LANDSAT_SCENE_ID", "LC80960822024074LGN00")
    out.text("LANDSAT_PRODUCT_ID", ScenePaths.product)
    out.text("PROCESSING_LEVEL", "L1TP")
    out.value("DATE_PRODUCT_GENERATED", "2024-03-22T00:00:00Z")
    out.text("PROCESSING_SOFTWARE_VERSION", "facies simulate")
  }

  private func reflectanceRange(_ out: inout ObjectDescription) {
    for band in bands {
      out.value("REFLECTANCE_MAXIMUM_BAND_\(band)", fixed(reflectance(of: 65535), 6))
      out.value("REFLECTANCE_MINIMUM_BAND_\(band)", fixed(reflectance(of: 1), 6))
    }
  }

  private func numberRange(_ out: inout ObjectDescription) {
    for band in bands {
      out.value("QUANTIZE_CAL_MAX_BAND_\(band)", "65535")
      out.value("QUANTIZE_CAL_MIN_BAND_\(band)", "1")
    }
  }

  private func rescaling(_ out: inout ObjectDescription) {
    for band in bands {
      out.value(
        "REFLECTANCE_MULT_BAND_\(band)", String(format: "%.4E", encoding.multiplier))
    }
    for band in bands { out.value("REFLECTANCE_ADD_BAND_\(band)", fixed(encoding.addend, 6)) }
  }

  private func thermal(_ out: inout ObjectDescription) {
    out.value("K1_CONSTANT_BAND_10", "774.8853")
    out.value("K2_CONSTANT_BAND_10", "1321.0789")
    out.value("K1_CONSTANT_BAND_11", "480.8883")
    out.value("K2_CONSTANT_BAND_11", "1201.1442")
  }

  private func reflectance(of number: Double) -> Double {
    number * encoding.multiplier + encoding.addend
  }

  func fixed(_ value: Double, _ digits: Int) -> String {
    String(format: "%.\(digits)f", value)
  }
}
