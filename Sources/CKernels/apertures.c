#include <math.h>
#include <string.h>

#include "dispatch.h"

// Apertures on pixels, exactly: the area that an ellipse and a pixel share.

/// The signed area that the triangle (0, p, q) shares with the unit disc;
/// the sum over the edges of a polygon is the area that it shares with it.
static double fk_sector(double px, double py, double qx, double qy) {
  const double cross = px * qy - py * qx, dot = px * qx + py * qy;
  if (dot <= 0 || fabs(cross) > 0.12 * dot) return 0.5 * atan2(cross, dot);
  // A small angle: the series of the arc tangent, to the last bit.
  const double t = cross / dot, u = t * t;
  const double u2 = u * u, u4 = u2 * u2;
  const double series = (1 - u * (1.0 / 3) + u2 * (1.0 / 5 - u * (1.0 / 7))) +
                        u4 * (1.0 / 9 - u * (1.0 / 11) + u2 * (1.0 / 13 - u * (1.0 / 15)));
  return 0.5 * t * series;
}

static double fk_disc_edge(double px, double py, double qx, double qy) {
  const double pp = px * px + py * py, qq = qx * qx + qy * qy;
  if (pp <= 1 && qq <= 1) return 0.5 * (px * qy - py * qx);
  // Where p + t (q - p) meets the circle.
  const double dx = qx - px, dy = qy - py;
  const double a = dx * dx + dy * dy, b = px * dx + py * dy, c = pp - 1;
  const double discriminant = b * b - a * c;
  if (discriminant <= 0 || a == 0) return fk_sector(px, py, qx, qy);
  const double root = sqrt(discriminant), scale = 1 / a;
  const double enter = (-b - root) * scale, leave = (-b + root) * scale;
  if (enter >= 1 || leave <= 0) return fk_sector(px, py, qx, qy);
  double area = 0, sx = px, sy = py, ex = qx, ey = qy;
  if (enter > 0) {
    sx = px + enter * dx, sy = py + enter * dy;
    area += fk_sector(px, py, sx, sy);
  }
  if (leave < 1) {
    ex = px + leave * dx, ey = py + leave * dy;
    area += fk_sector(ex, ey, qx, qy);
  }
  return area + 0.5 * (sx * ey - sy * ex);
}

typedef struct {
  double xx, xy, yx, yy;  // pixels to the unit disc
  double half_x;          // where the ellipse is widest: dx = +-half_x at
  double at_y;            //   dy = +-at_y
  double half_y;
  double p, q, r;         // p dx^2 + 2 q dx dy + r dy^2 = 1
  double pixel;           // the area of a pixel on the unit disc
} fk_map;

static fk_map fk_map_of(const fk_ellipse *e) {
  const double c = cos(e->theta), s = sin(e->theta);
  fk_map m;
  m.xx = c / e->a, m.xy = s / e->a, m.yx = -s / e->b, m.yy = c / e->b;
  m.p = m.xx * m.xx + m.yx * m.yx;
  m.q = m.xx * m.xy + m.yx * m.yy;
  m.r = m.xy * m.xy + m.yy * m.yy;
  m.half_y = sqrt(e->a * e->a * s * s + e->b * e->b * c * c);
  m.half_x = sqrt(e->a * e->a * c * c + e->b * e->b * s * s);
  m.at_y = (e->a * e->a - e->b * e->b) * s * c / m.half_x;
  m.pixel = 1 / (e->a * e->b);
  return m;
}

/// The chord of the ellipse at height dy; left > right where there is none.
static void fk_chord(const fk_map *m, double dy, double *left, double *right) {
  const double b = m->q * dy, d = b * b - m->p * (m->r * dy * dy - 1);
  if (d < 0) {
    *left = 1, *right = -1;
    return;
  }
  const double root = sqrt(d);
  *left = (-b - root) / m->p;
  *right = (-b + root) / m->p;
}

static ptrdiff_t fk_clamp(double x, ptrdiff_t low, ptrdiff_t high) {
  // What is no number goes to `low`.
  return x > (double)low ? x >= (double)high ? high : (ptrdiff_t)x : low;
}

/// Columns of row `row` that the ellipse touches (first ..< last) and, among
/// them, those that it covers wholly (full ..< full_end).
static void fk_span(const fk_ellipse *e, const fk_map *m, ptrdiff_t row,
                    ptrdiff_t width, fk_columns *out) {
  const double low = (double)row - 0.5 - e->y, high = low + 1;
  memset(out, 0, sizeof *out);
  if (high <= -m->half_y || low >= m->half_y) return;
  double la, ra, lb, rb;
  fk_chord(m, low, &la, &ra);
  fk_chord(m, high, &lb, &rb);
  double left = INFINITY, right = -INFINITY;
  if (la <= ra) left = la, right = ra;
  if (lb <= rb) left = fmin(left, lb), right = fmax(right, rb);
  if (low < m->at_y && m->at_y < high) right = m->half_x;
  if (low < -m->at_y && -m->at_y < high) left = -m->half_x;
  // The cap at the top or the bottom lies between the two.
  if (left == INFINITY) left = -m->half_x;
  if (right == -INFINITY) right = m->half_x;
  const double shift = e->x + 0.5;  // of pixel edges
  out->first = fk_clamp(floor(left + shift), 0, width);
  out->last = fk_clamp(floor(right + shift) + 1, 0, width);
  if (out->last < out->first) out->last = out->first;
  out->full = out->full_end = out->last;
  if (la <= ra && lb <= rb) {
    const ptrdiff_t a = fk_clamp(ceil(fmax(la, lb) + shift), out->first, out->last);
    const ptrdiff_t b = fk_clamp(floor(fmin(ra, rb) + shift), out->first, out->last);
    if (a < b) out->full = a, out->full_end = b;
  }
}

/// The share of each pixel first ..< last of a row that lies in the ellipse.
static void fk_shares(const fk_ellipse *e, const fk_map *m, ptrdiff_t row,
                      ptrdiff_t first, ptrdiff_t last, double *share) {
  if (first >= last) return;
  const double low = (double)row - 0.5 - e->y;
  double dx = (double)first - 0.5 - e->x;
  double lx = m->xx * dx + m->xy * low, ly = m->yx * dx + m->yy * low;
  double hx = lx + m->xy, hy = ly + m->yy;
  double rise = fk_disc_edge(lx, ly, hx, hy);
  for (ptrdiff_t i = first; i < last; i++) {
    dx = (double)i + 0.5 - e->x;
    const double mx = m->xx * dx + m->xy * low, my = m->yx * dx + m->yy * low;
    const double nx = mx + m->xy, ny = my + m->yy;
    const double next = fk_disc_edge(mx, my, nx, ny);
    const double area = fk_disc_edge(lx, ly, mx, my) + next +
                        fk_disc_edge(nx, ny, hx, hy) - rise;
    const double part = area / m->pixel;
    share[i - first] = part < 0 ? 0 : part > 1 ? 1 : part;
    lx = mx, ly = my, hx = nx, hy = ny, rise = next;
  }
}

ptrdiff_t fk_aperture_rows(const fk_ellipse *e, ptrdiff_t height,
                           ptrdiff_t *first) {
  const fk_map m = fk_map_of(e);
  *first = fk_clamp(floor(e->y - m.half_y + 0.5), 0, height);
  const ptrdiff_t last = fk_clamp(floor(e->y + m.half_y + 0.5) + 1, 0, height);
  return last > *first ? last - *first : 0;
}

void fk_aperture_sums(const fk_ellipse *e, ptrdiff_t width, ptrdiff_t height,
                      size_t count, const double *const *running,
                      double *sums) {
  const fk_map m = fk_map_of(e);
  double share[FK_MOST_COLUMNS];
  ptrdiff_t first;
  const ptrdiff_t rows = fk_aperture_rows(e, height, &first);
  for (size_t k = 0; k < count; k++) sums[k] = 0;
  for (ptrdiff_t row = first; row < first + rows; row++) {
    fk_columns c;
    fk_span(e, &m, row, width, &c);
    const ptrdiff_t ends[2][2] = {{c.first, c.full}, {c.full_end, c.last}};
    double line[FK_MOST_PLANES] = {0};
    if (c.full_end > c.full)
      for (size_t k = 0; k < count; k++) {
        const double *r = running[k] + row * (width + 1);
        line[k] = r[c.full_end] - r[c.full];
      }
    for (int end = 0; end < 2; end++)
      for (ptrdiff_t at = ends[end][0]; at < ends[end][1]; at += FK_MOST_COLUMNS) {
        const ptrdiff_t to = at + FK_MOST_COLUMNS < ends[end][1] ? at + FK_MOST_COLUMNS
                                                                : ends[end][1];
        fk_shares(e, &m, row, at, to, share);
        for (size_t k = 0; k < count; k++) {
          const double *r = running[k] + row * (width + 1);
          for (ptrdiff_t i = at; i < to; i++)
            line[k] += share[i - at] * (r[i + 1] - r[i]);
        }
      }
    for (size_t k = 0; k < count; k++) sums[k] += line[k];
  }
}

void fk_aperture_bounds(const fk_ellipse *e, ptrdiff_t width, ptrdiff_t height,
                        const double *running, double bounds[2]) {
  const fk_map m = fk_map_of(e);
  bounds[0] = bounds[1] = 0;
  ptrdiff_t first;
  const ptrdiff_t rows = fk_aperture_rows(e, height, &first);
  for (ptrdiff_t row = first; row < first + rows; row++) {
    const double *r = running + row * (width + 1);
    fk_columns c;
    fk_span(e, &m, row, width, &c);
    const double whole = r[c.full_end] - r[c.full];
    bounds[0] += whole;
    bounds[1] += whole;
    for (ptrdiff_t i = c.first; i < c.last; i++) {
      if (i == c.full && c.full < c.full_end) i = c.full_end;
      if (i >= c.last) break;
      const double value = r[i + 1] - r[i];
      bounds[value > 0] += value;
    }
  }
}

static void fk_row_weights(const fk_ellipse *e, const fk_map *m, ptrdiff_t row,
                           ptrdiff_t width, double *weights,
                           fk_columns *columns) {
  fk_span(e, m, row, width, columns);
  fk_shares(e, m, row, columns->first, columns->full, weights + columns->first);
  for (ptrdiff_t i = columns->full; i < columns->full_end; i++) weights[i] = 1;
  fk_shares(e, m, row, columns->full_end, columns->last,
            weights + columns->full_end);
}

// Half turns.

typedef double d8 __attribute__((vector_size(64), aligned(8)));

FK_BODY d8 load8(const double *p) { return *(const d8 *)p; }
FK_BODY d8 splat8(double x) { return (d8){x, x, x, x, x, x, x, x}; }

/// A row of an image and what lies over it after half a turn: the value
/// between rows `top` and `bottom` of the image whose columns run backwards.
typedef struct {
  const double *weight, *image, *valid, *top, *bottom, *turned_valid;
  double here, above, left, diagonal;  // shares of the four neighbours
} fk_turned_row;

FK_BODY void half_turn_body(ptrdiff_t first, ptrdiff_t last,
                            const fk_turned_row *t, double *sums) {
  d8 s0 = splat8(0), s1 = s0, s2 = s0, s3 = s0, s4 = s0;
  const d8 f0 = splat8(t->here), f1 = splat8(t->left);
  const d8 f2 = splat8(t->above), f3 = splat8(t->diagonal);
  ptrdiff_t i = first;
  for (; i + 8 <= last; i += 8) {
    const d8 both = load8(t->valid + i) * load8(t->turned_valid + i);
    const d8 w = load8(t->weight + i) * both;
    const d8 x = load8(t->image + i);
    const d8 turned = f0 * load8(t->top + i) + f1 * load8(t->top + i - 1) +
                      f2 * load8(t->bottom + i) + f3 * load8(t->bottom + i - 1);
    const d8 d = x - turned;
    s0 += w * __builtin_elementwise_abs(d);
    s1 += w * __builtin_elementwise_abs(x);
    s2 += w * (d * d);
    s3 += w * (x * x);
    s4 += w;
  }
  for (int k = 0; i < last; i++, k++) {
    const double w = t->weight[i] * t->valid[i] * t->turned_valid[i];
    const double x = t->image[i];
    const double turned = t->here * t->top[i] + t->left * t->top[i - 1] +
                          t->above * t->bottom[i] + t->diagonal * t->bottom[i - 1];
    const double d = x - turned;
    s0[k] += w * fabs(d);
    s1[k] += w * fabs(x);
    s2[k] += w * (d * d);
    s3[k] += w * (x * x);
    s4[k] += w;
  }
  for (int k = 0; k < 8; k++) {
    sums[0] += s0[k];
    sums[1] += s1[k];
    sums[2] += s2[k];
    sums[3] += s3[k];
    sums[4] += s4[k];
  }
}

FK_BUILDS(void, half_turn,
          (ptrdiff_t first, ptrdiff_t last, const fk_turned_row *t, double *sums),
          (first, last, t, sums), (first, last, t, sums), (first, last, t, sums))

static void half_turn(ptrdiff_t first, ptrdiff_t last, const fk_turned_row *t,
                      double *sums) {
  FK_CHOOSE(half_turn, (first, last, t, sums))
}

void fk_asymmetry_sums(const fk_ellipse *outer, const fk_ellipse *inner,
                       double x, double y, const fk_turnable *image,
                       double *scratch, double sums[5]) {
  const ptrdiff_t width = image->width, height = image->height;
  const ptrdiff_t stride = 3 * width + 2;  // of the rows that run backwards
  const fk_map m = fk_map_of(outer);
  fk_map hole;
  if (inner) hole = fk_map_of(inner);
  double *weights = scratch, *holes = scratch + width;
  for (int k = 0; k < 5; k++) sums[k] = 0;

  // Column c lies over 2x - c = whole + part - c.
  const double whole = floor(2 * x), part = 2 * x - whole;
  const ptrdiff_t offset = 2 * width - (ptrdiff_t)whole;
  const ptrdiff_t nearest = offset - (part >= 0.5);
  ptrdiff_t first;
  const ptrdiff_t rows = fk_aperture_rows(outer, height, &first);
  for (ptrdiff_t row = first; row < first + rows; row++) {
    fk_columns columns;
    fk_row_weights(outer, &m, row, width, weights, &columns);
    if (columns.first >= columns.last) continue;
    if (inner) {
      fk_columns without;
      fk_row_weights(inner, &hole, row, width, holes, &without);
      for (ptrdiff_t i = without.first; i < without.last; i++) weights[i] -= holes[i];
    }
    const double line = floor(2 * y), share = 2 * y - line;
    const ptrdiff_t low = (ptrdiff_t)line - row, high = low + 1;
    const ptrdiff_t middle = share >= 0.5 ? high : low;
    const double *outside = image->zeros;
    const fk_turned_row turned = {
        .weight = weights,
        .image = image->pixels + row * width,
        .valid = image->valid + row * width,
        .top = (low < 0 || low >= height ? outside : image->backwards + low * stride) + offset,
        .bottom =
            (high < 0 || high >= height ? outside : image->backwards + high * stride) + offset,
        .turned_valid = (middle < 0 || middle >= height
                             ? image->ones
                             : image->valid_backwards + middle * stride) + nearest,
        .here = (1 - share) * (1 - part),
        .left = (1 - share) * part,
        .above = share * (1 - part),
        .diagonal = share * part,
    };
    half_turn(columns.first, columns.last, &turned, sums);
  }
}

// Separable filters.

FK_BODY void filter_row_body(ptrdiff_t n, ptrdiff_t count, const double *taps,
                             const double *const *rows, double *out) {
  ptrdiff_t i = 0;
  for (; i + 32 <= n; i += 32) {
    d8 s0 = splat8(0), s1 = s0, s2 = s0, s3 = s0;
    for (ptrdiff_t k = 0; k < count; k++) {
      const d8 tap = splat8(taps[k]);
      s0 += tap * load8(rows[k] + i);
      s1 += tap * load8(rows[k] + i + 8);
      s2 += tap * load8(rows[k] + i + 16);
      s3 += tap * load8(rows[k] + i + 24);
    }
    *(d8 *)(out + i) = s0;
    *(d8 *)(out + i + 8) = s1;
    *(d8 *)(out + i + 16) = s2;
    *(d8 *)(out + i + 24) = s3;
  }
  for (; i + 8 <= n; i += 8) {
    d8 s = splat8(0);
    for (ptrdiff_t k = 0; k < count; k++) s += splat8(taps[k]) * load8(rows[k] + i);
    *(d8 *)(out + i) = s;
  }
  for (; i < n; i++) {
    double s = 0;
    for (ptrdiff_t k = 0; k < count; k++) s += taps[k] * rows[k][i];
    out[i] = s;
  }
}

#define FILTER_ROW_PARAMETERS                                \
  (ptrdiff_t n, ptrdiff_t count, const double *taps,         \
   const double *const *rows, double *out)
#define FILTER_ROW_ARGUMENTS (n, count, taps, rows, out)
FK_BUILDS(void, filter_row, FILTER_ROW_PARAMETERS, FILTER_ROW_ARGUMENTS,
          FILTER_ROW_ARGUMENTS, FILTER_ROW_ARGUMENTS)

void fk_filter_row FILTER_ROW_PARAMETERS {
  FK_CHOOSE(filter_row, FILTER_ROW_ARGUMENTS)
}

FK_BODY void blur_body(const fk_blur_shape *b, double *padded, double *lines,
                       double *plane) {
  const ptrdiff_t stride = fk_blur_stride(b), width = b->width;
  const ptrdiff_t whole = (width + 7) / 8 * 8;
  const ptrdiff_t top = b->down / 2, left = b->across / 2;
  double *const filtered = lines, *const line = lines + stride;
  const double *rows[FK_MOST_TAPS];
  for (ptrdiff_t y = 0; y < b->height; y++)
    memcpy(padded + (y + top) * stride + left, plane + y * width,
           (size_t)width * sizeof(double));
  for (ptrdiff_t y = 0; y < b->height; y++) {
    double *const out = plane + y * width;
    for (ptrdiff_t part = 0; part < b->parts; part++) {
      for (ptrdiff_t k = 0; k < b->down; k++) rows[k] = padded + (y + k) * stride;
      // Whole vectors: what lies behind the row is not looked at.
      filter_row_body(stride, b->down, b->columns + part * b->down, rows, filtered);
      for (ptrdiff_t k = 0; k < b->across; k++) rows[k] = filtered + k;
      filter_row_body(whole, b->across, b->rows + part * b->across, rows, line);
      if (part == 0)
        memcpy(out, line, (size_t)width * sizeof(double));
      else
        for (ptrdiff_t x = 0; x < width; x++) out[x] += line[x];
    }
  }
}

#define BLUR_PARAMETERS \
  (const fk_blur_shape *b, double *padded, double *lines, double *plane)
#define BLUR_ARGUMENTS (b, padded, lines, plane)
FK_BUILDS(void, blur, BLUR_PARAMETERS, BLUR_ARGUMENTS, BLUR_ARGUMENTS,
          BLUR_ARGUMENTS)

ptrdiff_t fk_blur_stride(const fk_blur_shape *b) {
  return ((b->width + 7) / 8 * 8 + b->across + 7) / 8 * 8;
}

void fk_blur BLUR_PARAMETERS { FK_CHOOSE(blur, BLUR_ARGUMENTS) }

