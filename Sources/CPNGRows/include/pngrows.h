#ifndef FACIES_PNGROWS_H
#define FACIES_PNGROWS_H

#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

/// A PNG file that is written row by row. libpng's longjmp stays in here:
/// every function returns 0, or -1 with the reason in `fpr_error`.
typedef struct fpr_writer fpr_writer;

/// Begins an 8-bit RGB PNG on an open, writable stream, which stays the
/// caller's to flush and close. `pixels_per_metre` 0 means unstated.
/// NULL when there is no memory.
fpr_writer *fpr_begin(FILE *stream, uint32_t width, uint32_t height,
                      uint32_t pixels_per_metre);

/// Begins an 8-bit PNG of palette indices: `count` colours (1 to 256) of three
/// bytes, and one byte of opacity for each. Otherwise as `fpr_begin`.
fpr_writer *fpr_begin_indexed(FILE *stream, uint32_t width, uint32_t height,
                              const uint8_t *colours, const uint8_t *opacities,
                              int count);

/// Writes `count` rows of `width * 3` bytes each; of `width` bytes where the
/// PNG holds palette indices.
int fpr_write_rows(fpr_writer *writer, const uint8_t *rows, size_t count);

/// Writes the end of the file. All rows must have been written.
int fpr_end(fpr_writer *writer);

/// The reason of the last failure; empty when there was none.
const char *fpr_error(const fpr_writer *writer);

/// Frees the writer, finished or not.
void fpr_free(fpr_writer *writer);

#endif
