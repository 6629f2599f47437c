#include "pngrows.h"

#include <png.h>
#include <setjmp.h>
#include <stdlib.h>
#include <string.h>

struct fpr_writer {
  png_structp png;
  png_infop info;
  size_t row_bytes;
  char message[200];
};

static void on_error(png_structp png, png_const_charp text) {
  fpr_writer *writer = png_get_error_ptr(png);
  strncpy(writer->message, text, sizeof writer->message - 1);
  longjmp(png_jmpbuf(png), 1);
}

static void on_warning(png_structp png, png_const_charp text) {
  (void)png;
  (void)text;
}

static fpr_writer *create(FILE *stream, size_t row_bytes) {
  fpr_writer *writer = calloc(1, sizeof *writer);
  if (writer == NULL) return NULL;
  writer->row_bytes = row_bytes;
  writer->png = png_create_write_struct(PNG_LIBPNG_VER_STRING, writer, on_error,
                                        on_warning);
  if (writer->png == NULL) {
    free(writer);
    return NULL;
  }
  if (setjmp(png_jmpbuf(writer->png))) return writer;
  writer->info = png_create_info_struct(writer->png);
  if (writer->info == NULL) png_error(writer->png, "no memory");
  png_init_io(writer->png, stream);
  return writer;
}

fpr_writer *fpr_begin(FILE *stream, uint32_t width, uint32_t height,
                      uint32_t pixels_per_metre) {
  fpr_writer *writer = create(stream, (size_t)width * 3);
  if (writer == NULL || writer->message[0] != 0) return writer;
  if (setjmp(png_jmpbuf(writer->png))) return writer;
  png_set_IHDR(writer->png, writer->info, width, height, 8, PNG_COLOR_TYPE_RGB,
               PNG_INTERLACE_NONE, PNG_COMPRESSION_TYPE_DEFAULT,
               PNG_FILTER_TYPE_DEFAULT);
  png_set_compression_level(writer->png, 6);
  if (pixels_per_metre > 0)
    png_set_pHYs(writer->png, writer->info, pixels_per_metre, pixels_per_metre,
                 PNG_RESOLUTION_METER);
  png_set_sRGB(writer->png, writer->info, PNG_sRGB_INTENT_PERCEPTUAL);
  png_write_info(writer->png, writer->info);
  return writer;
}

fpr_writer *fpr_begin_indexed(FILE *stream, uint32_t width, uint32_t height,
                              const uint8_t *colours, const uint8_t *opacities,
                              int count) {
  fpr_writer *writer = create(stream, width);
  if (writer == NULL || writer->message[0] != 0) return writer;
  if (setjmp(png_jmpbuf(writer->png))) return writer;
  png_color palette[256] = {0};
  for (int i = 0; i < count && i < 256; i++)
    palette[i] = (png_color){colours[3 * i], colours[3 * i + 1],
                             colours[3 * i + 2]};
  png_set_IHDR(writer->png, writer->info, width, height, 8,
               PNG_COLOR_TYPE_PALETTE, PNG_INTERLACE_NONE,
               PNG_COMPRESSION_TYPE_DEFAULT, PNG_FILTER_TYPE_DEFAULT);
  png_set_PLTE(writer->png, writer->info, palette, count);
  png_set_tRNS(writer->png, writer->info, opacities, count, NULL);
  png_set_filter(writer->png, PNG_FILTER_TYPE_BASE, PNG_FILTER_NONE);
  png_set_compression_level(writer->png, 9);
  png_write_info(writer->png, writer->info);
  return writer;
}

int fpr_write_rows(fpr_writer *writer, const uint8_t *rows, size_t count) {
  if (writer->message[0] != 0) return -1;
  if (setjmp(png_jmpbuf(writer->png))) return -1;
  for (size_t i = 0; i < count; i++)
    png_write_row(writer->png, rows + i * writer->row_bytes);
  return 0;
}

int fpr_end(fpr_writer *writer) {
  if (writer->message[0] != 0) return -1;
  if (setjmp(png_jmpbuf(writer->png))) return -1;
  png_write_end(writer->png, writer->info);
  return 0;
}

const char *fpr_error(const fpr_writer *writer) { return writer->message; }

void fpr_free(fpr_writer *writer) {
  if (writer == NULL) return;
  png_destroy_write_struct(&writer->png, &writer->info);
  free(writer);
}
