// Finds the sources of survey images, groups them by their look, and reads the catalogue.
//
//   swift run group-a-survey FOLDER g.fits r.fits i.fits

import FaciesKit
import Foundation

let words = CommandLine.arguments.dropFirst()
guard let folder = words.first, words.count > 1 else {
  print("usage: group-a-survey FOLDER IMAGE...")
  exit(2)
}

do {
  var survey = try Survey(inputs: Array(words.dropFirst()))
  survey.encoder.method = .pixels
  survey.vote.groups = 4

  let catalogue = try await ObjectCatalogue.make(
    of: survey, into: folder, options: JobOptions(threads: 2))
  let groups = try catalogue.column("group")
  print("\(catalogue.count) objects, \(Set(groups).subtracting([""]).count) groups")
} catch let error as any FaciesError {
  print("\(error.code.rawValue): \(error)")
  exit(error.exitCode)
}
