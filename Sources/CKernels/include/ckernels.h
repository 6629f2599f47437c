#ifndef FACIES_CKERNELS_H
#define FACIES_CKERNELS_H

#include <stddef.h>
#include <stdint.h>

// The hot loops. Data are *planar*: a feature (band, unit of a layer) is a
// row, a pixel is a column, so that 16 pixels share one vector and a layer of
// any width wastes no lanes.
//
// Rules for every function here
//  - `n`, the number of pixels, is a multiple of 16 (FK_LANES); `ld*` is the
//    distance in elements between the rows of a matrix, at least `n`.
//  - A pixel's result depends on that pixel only and is added up in a fixed
//    order, so it does not change with `n` or with where a chunk begins.
//  - The best of three builds of each loop (AVX-512, AVX2 with FMA, plain C)
//    is chosen at run time; FACIES_CPU=avx512|avx2|plain chooses another.

#define FK_LANES 16

/// What a dense layer does to its sums.
typedef enum {
  FK_LINEAR = 0,
  FK_RELU = 1,
  FK_SELU = 2,
  FK_SIGMOID = 3,
} fk_activation;

/// The name of the build in use: "avx512", "avx2" or "plain".
const char *fk_cpu(void);

/// Y[j][i] = f(bias[j] + sum_k W[j*wr + k*wc] X[k][i]), j < m, k < d.
/// `bias` may be NULL. With (wr, wc) = (d, 1) W is [m][d]; with (1, m) the
/// transpose of an [d][m] matrix is applied. Y must not overlap X.
void fk_affine(size_t m, size_t d, size_t n, const float *w, size_t wr,
               size_t wc, const float *bias, const float *x, size_t ldx,
               float *y, size_t ldy, fk_activation f);

/// G[j][k] += sum_i A[j][i] B[k][i] (G is [m][d]); g_bias[j] += sum_i A[j][i].
void fk_outer(size_t m, size_t d, size_t n, const float *a, size_t lda,
              const float *b, size_t ldb, float *g, float *g_bias);

/// D[j][i] *= f'(.), with the derivative written in terms of the layer's
/// output Y[j][i].
void fk_activation_gradient(size_t m, size_t n, fk_activation f, const float *y,
                            size_t ldy, float *d, size_t ldd);

/// D = 2 scale (Y - T) + l1 scale' sign(Y) is built by its two parts below;
/// this one sets D = factor (Y - T) and returns sum (Y - T)^2 over the first
/// `count` pixels. Pixels from `count` on get D = 0.
double fk_difference(size_t m, size_t n, size_t count, float factor,
                     const float *y, size_t ldy, const float *t, size_t ldt,
                     float *d, size_t ldd);

/// D += factor sign(Y) over the first `count` pixels; returns sum |Y|.
double fk_absolute_penalty(size_t m, size_t n, size_t count, float factor,
                           const float *y, size_t ldy, float *d, size_t ldd);

/// What a contractive penalty takes from the outputs Y of a layer whose unit j
/// has the squared weight norm norms[j]: with the slope s = f'(.) in terms of Y,
///   sums[j] = sum s^2,   D[j][i] += factor norms[j] d(s^2)/dY,
/// over the first `count` pixels. Returns sum_j norms[j] sums[j], the squared
/// Frobenius norms of the layer's Jacobians, summed.
double fk_contraction(size_t m, size_t count, fk_activation f, float factor,
                      const float *norms, const float *y, size_t ldy, float *d,
                      size_t ldd, float *sums);

/// out[i] = mean over j of (Y[j][i] - T[j][i])^2: how badly a pixel is
/// rebuilt.
void fk_mean_squares(size_t m, size_t n, const float *y, size_t ldy,
                     const float *t, size_t ldt, float *out);

/// One step of Adam (Kingma and Ba 2015, algorithm 1) on `n` parameters; any
/// `n`. `rate` already holds the bias correction of the step,
/// rate sqrt(1 - beta2^t) / (1 - beta1^t), and `epsilon` is the paper's
/// "epsilon hat", which is not corrected.
void fk_adam(size_t n, float *w, const float *g, float *m, float *v, float rate,
             float beta1, float beta2, float epsilon);

/// labels[i] = argmin_j (half[j] - C[j] . x_i), the first of equals, with
/// half[j] = |C[j]|^2 / 2; best[i] and second[i] are the smallest and the
/// second smallest of those values (+inf where k = 1). C is [k][d].
void fk_nearest(size_t k, size_t d, size_t n, const float *c, const float *half,
                const float *x, size_t ldx, int32_t *labels, float *best,
                float *second);

/// What fk_nearest found as margins, in place of `best`: with the distances of
/// the nearest and the second nearest centre, 1 - near / far; 0 where far is 0
/// or |x_i|^2 no float holds.
void fk_margins(size_t d, size_t n, const float *x, size_t ldx, float *best,
                const float *second);

/// Columns of a panel of fk_ward_bounds.
enum { FK_PANEL = 32 };

/// Bounds of Ward's costs of merging each of `rows` groups Q [rows][d] with
/// n others (a multiple of FK_PANEL) in panels X [n / FK_PANEL][d][FK_PANEL]:
///   w (|q|^2 + |x|^2 - 2 q . x -/+ slack (|q|^2 + |x|^2)),
///   w = weight weights / (weight + weights).
/// The lower ones go to low[r][i], ldl floats from row to row; high[r] becomes
/// the least of itself and the upper ones. The column own[r] is the group
/// itself and counts as infinitely far (-1: none is).
void fk_ward_bounds(size_t rows, size_t d, size_t n, const float *q,
                    const float *square, const float *weight,
                    const int32_t *own, float slack, const float *x,
                    const float *squares, const float *weights, float *low,
                    size_t ldl, float *high);

/// Writes the places of values that are at most `limit`, ascending; returns
/// how many. n is a multiple of 16.
size_t fk_at_most(size_t n, const float *x, float limit, int32_t *places);

/// Counts and sums by label: counts[j] += |{i : labels[i] = j}|,
/// sums[j][k] += sum of X[k][i] over those i. Labels outside 0 ..< k are
/// passed over.
void fk_label_sums(size_t k, size_t d, size_t n, const int32_t *labels,
                   const float *x, size_t ldx, double *counts, double *sums);

/// logp[j][i] = constant[j] - |A_j x_i - b_j|^2 / 2, with A_j [d][d] lower
/// triangular: the log of a Gaussian density when A_j is the inverse Cholesky
/// factor of its covariance.
void fk_gaussian(size_t k, size_t d, size_t n, const float *a, const float *b,
                 const float *constant, const float *x, size_t ldx, float *logp,
                 size_t ldp);

/// Turns P = -m / 2, with m the squared Mahalanobis distances, into the logs of
/// Student t densities: constant[j] - (degrees + d) / 2 log(1 + m / degrees).
/// U becomes (degrees + d) / (degrees + m), unless it is NULL.
void fk_student(size_t k, size_t d, size_t n, float degrees,
                const float *constant, float *p, size_t ldp, float *u,
                size_t ldu);

/// sums[j] += sum_i P[j][i], and then P becomes P U.
void fk_weigh(size_t k, size_t n, float *p, size_t ldp, const float *u,
              size_t ldu, double *sums);

/// Turns P = log densities into responsibilities in place (softmax over j).
/// labels[i] = argmax, margin[i] = best minus second responsibility,
/// evidence[i] = log sum exp. Each of the three may be NULL.
void fk_responsibilities(size_t k, size_t n, float *p, size_t ldp,
                         int32_t *labels, float *margin, float *evidence);

/// s0 += sum_i r[i]; s1[a] += sum r x_a; s2[a][b] += sum r x_a x_b for b <= a
/// (s2 is [d][d], lower triangle only).
void fk_weighted_moments(size_t d, size_t n, const float *r, const float *x,
                         size_t ldx, double *s0, double *s1, double *s2);

/// out[i] = constant - sum_a (y[a][i] - b[a])^2 / 2.
void fk_square_falls(size_t d, size_t n, const float *y, size_t ldy,
                     const float *b, float constant, float *out);

/// z[a][i] = x[a][index[i]] for a < d; any `n`.
void fk_pick_columns(size_t d, size_t n, const int32_t *index, const float *x,
                     size_t ldx, float *z, size_t ldz);

/// z[a] becomes sqrt(r) z_a for a < d, and z[d] = sqrt(r): the moments of order
/// 0, 1 and 2 that fk_weighted_moments adds are the products of these rows.
void fk_root_rows(size_t d, size_t n, const float *r, float *z, size_t ldz);

/// y[i] = x[i] * gain + offset; any `n`; in place allowed.
void fk_scale(size_t n, const float *x, float gain, float offset, float *y);

/// A bilateral mean over a square of (2 radius + 1)^2 pixels:
///   y_f(p) = sum_q w(p, q) x_f(q) / sum_q w(p, q),
///   w(p, q) = valid(q) exp(-sum_f precision[f] (x_f(p) - x_f(q))^2).
/// `x` and `valid` (1 or 0) point at the first pixel to compute; neighbours
/// are read at `row` floats per row and one per column, so `radius` pixels
/// around the run must be readable, and finite even where they are not valid.
/// Planes of x are `plane` floats apart. A pixel without valid neighbours keeps
/// its value. `radius` is at most 4.
void fk_bilateral(size_t features, size_t n, int radius, const float *precision,
                  const float *x, size_t row, size_t plane, const float *valid,
                  float *y, size_t ldy);

/// How finely fk_energies divides a unit of log probability.
#define FK_ENERGY_STEPS 4096

/// Energies of one pixel's labels as bytes hold them:
///   e[j][i] = FK_ENERGY_STEPS scale (max_l logits[l][i] - logits[j][i]),
/// rounded, and at most 65535 (16 units of log probability; also what is not a
/// number).
void fk_energies(size_t k, size_t n, float scale, const float *logits,
                 size_t ldx, uint16_t *energy, size_t lde);

/// One synchronous mean-field sweep of a Potts field along a row:
///   p_j(i) ~ exp(-e_j(i) / FK_ENERGY_STEPS + strength m_j(i)),
/// with m_j(i) the mean of share_j / 255 over those of the (2 radius + 1)^2 - 1
/// neighbours of i that are valid; 0 where none is. `share` and `valid` (0 or 1)
/// point at the run's first pixel; rows of them are `row` and `valid_row` bytes
/// apart and the shares of labels `plane` bytes. `radius` pixels around the run
/// must be readable; shares of pixels that are not valid must be 0.
/// `next` gets round(255 p), 0 where not valid; `labels` the argmax. `margin` is
/// by how much that label leads in the pool
///   r_j(i) = (1 - w) o_j(i) + w m_j(i),  w = strength / (strength + 16),
/// of what the pixel's own energies say, o_j ~ exp(-e_j / FK_ENERGY_STEPS), and
/// of its neighbours (w = 0 where none is valid); 0 where another label leads.
/// Each of the three may be NULL. `radius` is at most 3, k at most 255.
void fk_potts(size_t k, size_t n, int radius, float strength,
              const uint16_t *energy, size_t lde, const uint8_t *share,
              size_t row, size_t plane, const uint8_t *valid,
              size_t valid_row, uint8_t *next, size_t ldn, int32_t *labels,
              float *margin);

/// One output row of a majority filter over `window` rows of labels, each of
/// `width + window - 1` columns (the caller has padded them). Labels are 0
/// (no data, never votes and never changes) to `k`. Among equals the centre's
/// own label wins when `keep_centre`, else the smallest. `window` is odd and
/// at most 15. `scratch` holds `width + window - 1 + 2 * width` bytes.
void fk_majority_row(size_t width, size_t window, size_t k, int keep_centre,
                     const uint8_t *const *rows, uint8_t *out,
                     uint8_t *scratch);

// Strips of a scene. Any number of pixels `n`, unless said otherwise.

/// What a stored value is.
typedef enum {
  FK_UINT8 = 0,
  FK_UINT16 = 1,
  FK_INT16 = 2,
  FK_FLOAT32 = 3,
  FK_INT8 = 4,
} fk_sample;

/// Undoes the horizontal differencing (TIFF 6.0, section 14) of `rows` rows of
/// `width` pixels with `samples` integers of `bytes` (1 or 2) each.
void fk_undifference(size_t rows, size_t width, size_t samples, size_t bytes,
                     void *block);

/// out[i] = in[i * step], in single precision.
void fk_widen(size_t n, fk_sample type, const void *in, size_t step,
              float *out);

/// valid[i] becomes 0 where x[i] is not finite or in one of the `fills` spans
/// fill[2 f] ... fill[2 f + 1], ends included; any[i], unless `any` is NULL, becomes 1 where x[i] is not 0. Both hold 0
/// or 1.
void fk_mark(size_t n, const float *x, size_t fills, const float *fill,
             uint8_t *valid, uint8_t *any);

/// x[i] = x[i] * gain + offset, rounded twice; then valid[i], unless `valid` is
/// NULL, becomes 0 where x[i] is not finite.
void fk_calibrate(size_t n, float gain, float offset, float *x, uint8_t *valid);

/// x[i] = 0 where valid[i] is 0.
void fk_clear(size_t n, const uint8_t *valid, float *x);

/// How many of valid[i] are 0.
size_t fk_zeros(size_t n, const uint8_t *valid);

/// Lowers *low to the least x[i] of the valid pixels and raises *high to the
/// greatest. Values are numbers.
void fk_range(size_t n, const uint8_t *valid, const float *x, float *low,
              float *high);

/// Counts and sums over units 1 ... k (at most 255; 0 and above k are passed
/// over), in counts[u - 1] and [u - 1][a]:
///   counts += 1, sums += x_a - centre_a, squares += (x_a - centre_a)^2.
/// x must be readable, and finite, up to the next multiple of 16.
void fk_unit_sums(size_t k, size_t d, size_t n, const uint8_t *units,
                  const float *x, size_t ldx, const float *centre,
                  double *counts, double *sums, double *squares);

// Overviews of labels. A row of cells is as wide as half the row below it,
// rounded up; the last cell may hold half as much.

/// How often `label` stands in the cells of 2 x 2 pixels of two rows.
void fk_count_pairs(size_t width, const uint8_t *upper, const uint8_t *lower,
                    uint8_t label, uint32_t *counts);

/// Adds the counts of two cells side by side to those of the cell above them.
void fk_add_pairs(size_t cells, const uint32_t *fine, uint32_t *sums);

/// Where a label stands more often than the most frequent one so far, it
/// becomes that.
void fk_take_most(size_t cells, const uint32_t *counts, uint8_t label,
                  uint32_t *most, uint8_t *modes);

// Shapes of sources on the sky. These work in Double on small images, pixels
// as they lie: row after row, pixel (0, 0) centred on (0, 0).

/// An ellipse: centre, semi-axes > 0 in pixels, angle of `a` from x to y.
typedef struct {
  double x, y, a, b, theta;
} fk_ellipse;

/// Columns first ..< last that an ellipse touches in a row and, among them,
/// full ..< full_end, which it covers wholly.
typedef struct {
  ptrdiff_t first, full, full_end, last;
} fk_columns;

#define FK_MOST_PLANES 4
#define FK_MOST_COLUMNS 256

/// The rows first ..< first + result of an image that an ellipse touches.
ptrdiff_t fk_aperture_rows(const fk_ellipse *e, ptrdiff_t height,
                           ptrdiff_t *first);

/// sums[k] = sum over the pixels of plane k, each times the share of its area
/// that lies in the ellipse. `running[k]` is [height][width + 1]: the sums of
/// the first 0, 1, ... pixels of each row. `count` <= FK_MOST_PLANES.
void fk_aperture_sums(const fk_ellipse *e, ptrdiff_t width, ptrdiff_t height,
                      size_t count, const double *const *running, double *sums);

/// The least and the largest that the sum over an ellipse can be, whatever
/// shares its edge has of the pixels there: what fk_aperture_sums costs, but
/// for the shares.
void fk_aperture_bounds(const fk_ellipse *e, ptrdiff_t width, ptrdiff_t height,
                        const double *running, double bounds[2]);

/// An image made ready for half turns. `pixels`, `valid` (1 or 0) are
/// [height][width]; `backwards`, `valid_backwards` are [height][3 width + 2]:
/// width + 1 times 0 (for `valid` 1), the row from its end to its beginning,
/// and width + 1 times the same; `zeros`, `ones` are such rows outside.
typedef struct {
  ptrdiff_t width, height;
  const double *pixels, *valid, *backwards, *valid_backwards, *zeros, *ones;
} fk_turnable;

/// Compares an image with itself after half a turn about (x, y), bilinearly,
/// 0 outside; pixels that are invalid on either side are left out. Sums of
/// |I - R|, |I|, (I - R)^2, I^2 and the area over the ellipse `outer` without
/// `inner` (which may be NULL). (x, y) lies in the image; `scratch` holds
/// 2 width values.
void fk_asymmetry_sums(const fk_ellipse *outer, const fk_ellipse *inner,
                       double x, double y, const fk_turnable *image,
                       double *scratch, double sums[5]);

/// out[i] = sum_k taps[k] rows[k][i], i < n; any n.
void fk_filter_row(ptrdiff_t n, ptrdiff_t count, const double *taps,
                   const double *const *rows, double *out);

/// A convolution with a sum of products of a column (`down` values) and a row
/// (`across` values); the kernel's middle is at down / 2, across / 2.
#define FK_MOST_TAPS 512
typedef struct {
  ptrdiff_t width, height;  // of the plane
  ptrdiff_t across, down;   // at most FK_MOST_TAPS
  ptrdiff_t parts;
  const double *columns;  // parts x down
  const double *rows;     // parts x across
} fk_blur_shape;

/// Values of a padded row: whole vectors.
ptrdiff_t fk_blur_stride(const fk_blur_shape *b);

/// Convolves `plane` (height rows of width values) in place, 0 beyond its
/// edges: out[y][x] = sum column[j] row[i] plane[y + j - down / 2][x + i -
/// across / 2]. `padded` holds (height + down - 1) strides, 0 where the plane
/// is not copied to; `lines` holds two strides.
void fk_blur(const fk_blur_shape *b, double *padded, double *lines,
             double *plane);

/// A Sersic profile, amplitude exp(-b ((r / radius)^(1/n) - 1)) with r the
/// semi-major axis of the ellipse through a pixel's centre; `b_slope` is
/// db/dn.
typedef struct {
  double amplitude, radius, n, x, y, ellipticity, theta, b, b_slope;
} fk_sersic_profile;

/// What is missing from whole vectors of 8 after `n` values.
#define FK_TAIL(n) ((8 - (n) % 8) % 8)

/// The profile on [height][width] pixels and, unless `slopes` is NULL, its
/// derivatives by amplitude, radius, n, x, y, ellipticity, theta, one plane
/// after another. Planes have FK_TAIL(width height) values more, which are
/// written too.
void fk_sersic(const fk_sersic_profile *p, ptrdiff_t width, ptrdiff_t height,
               double *model, double *slopes);

/// products[a][b] = sum_i weight[i] S[a][i] S[b][i], a <= b < count, and, for
/// b = count, sum_i weight[i] S[a][i] rest[i]; [count][count + 1]. S[a] is
/// slopes + a next; n is a multiple of 8.
void fk_weighted_products(ptrdiff_t n, ptrdiff_t count, const double *weight,
                          const double *rest, const double *slopes,
                          ptrdiff_t next, double *products);

/// rest[i] = data[i] - model[i]; returns the sum of weight[i] rest[i]^2. n is
/// a multiple of 8.
double fk_weighted_rest(ptrdiff_t n, const double *weight, const double *data,
                        const double *model, double *rest);

// Convolutions. A map lies in planes with a border of zeros, rows one after
// another, so that a tap of a kernel is one distance in memory for every pixel:
// the pixels between two rows (the borders) are computed too and not looked at.

/// Y[o][i] = bias[o] + sum_t W[t][o] x[i + offsets[t]], o < m, i < n (a
/// multiple of 16). `bias` may be NULL. x must be readable, and finite, up to
/// the greatest offset + n.
void fk_convolution(size_t m, size_t taps, size_t n, const float *w,
                    const float *bias, const float *x, const int32_t *offsets,
                    float *y, size_t ldy);

/// G[o][t] += sum_i D[o][i] x[i + offsets[t]]; g_bias[o] += sum_i D[o][i].
/// D is zero at the pixels that are not looked at.
void fk_convolution_gradient(size_t m, size_t taps, size_t n, const float *d,
                             size_t ldd, const float *x, const int32_t *offsets,
                             float *g, float *g_bias);

/// A stack of planes: `row` between rows, `plane` between planes, in floats.
typedef struct {
  float *start;
  size_t row, plane;
} fk_planes;

/// ReLU, then the greatest of every 2x2 pixels: out is [c][h][w], y twice as
/// high and wide. which[c][h][w] is its place 0..3 (2 row + column), the first
/// among equals, or 4 where none is above 0.
void fk_pool(size_t c, size_t h, size_t w, fk_planes y, fk_planes out,
             uint8_t *which);

/// The way back: out[.][2 row + a][2 column + b] is d where which is (a, b),
/// 0 elsewhere.
void fk_unpool(size_t c, size_t h, size_t w, fk_planes d, const uint8_t *which,
               fk_planes out);

/// out[k][2 row + a][2 column + b] = y[4 k + 2 a + b][row][column], y of
/// [4 c][h][w]; at least 0 where `relu`.
void fk_interleave(size_t c, size_t h, size_t w, int relu, fk_planes y,
                   fk_planes out);

/// The way back: out[4 k + 2 a + b] = d[k][2 row + a][2 column + b], and 0
/// where `like` (laid out as d, or start NULL) is not above 0.
void fk_deinterleave(size_t c, size_t h, size_t w, fk_planes d, fk_planes like,
                     fk_planes out);

// Networks on images. Here a pixel is a row of channels, m rows of n channels
// with n a multiple of 16 and the channels beyond the true ones zero. A row's
// result depends on that row alone, whatever m.

/// What is done to a layer's sums: nothing, GELU with the exact error
/// function, or ReLU cut at 6.
typedef enum {
  FK_AS_IT_IS = 0,
  FK_GELU = 1,
  FK_RELU6 = 2,
} fk_finish;

/// Lays out the weights W[j*wr + k*wc] of `outputs` outputs j and d inputs k
/// for fk_panels; n, a multiple of 16, is `outputs` rounded up, and `out` takes
/// n d floats.
void fk_pack_panels(size_t d, size_t n, const float *w, size_t wr, size_t wc,
                    size_t outputs, float *out);

/// Y[i][j] = f(bias[j] + sum_k W[j][k] X[i][k]), i < m, j < n, k < d, for packed
/// W and any d. Y must not overlap X.
void fk_panels(size_t m, size_t d, size_t n, const float *w, const float *bias,
               const float *x, size_t ldx, float *y, size_t ldy, fk_finish f);

/// Depthwise convolution with kernel 3 or 5 at stride 1 or 2, or 7 at stride 1:
///   Y[r][c][ch] = f(bias[ch] + sum W[a][b][ch] X[stride r + a][stride c + b][ch]).
/// X has its padding; its lines are ldx floats apart and its pixels `channels`.
/// Y is dense. Other kernels do nothing.
void fk_depthwise(size_t rows, size_t columns, size_t channels, size_t kernel,
                  size_t stride, const float *w, const float *bias,
                  const float *x, size_t ldx, float *y, fk_finish f);

/// Layer normalisation of every row over its first `channels` channels; scale
/// and shift are zero beyond them, and so is Y then. Y may be X.
void fk_layer_norm(size_t m, size_t channels, const float *x, size_t ldx,
                   const float *scale, const float *shift, float epsilon,
                   float *y, size_t ldy);

/// Y += scale X, row by row; scale has a factor for each of n channels.
void fk_add_scaled(size_t m, size_t n, const float *x, size_t ldx,
                   const float *scale, float *y, size_t ldy);

/// Y = scale Y + shift, row by row.
void fk_rescale(size_t m, size_t n, const float *scale, const float *shift,
                float *y, size_t ldy);

/// Sums over the rows of every channel, or of its squares.
void fk_column_sums(size_t m, size_t n, int squares, const float *x, size_t ldx,
                    float *sums);


// MARK: votes

/// out[c][i] += table[label[i]][c] for `k` units and `labels` labels: out is
/// planar with rows `ldo` apart, table [labels][k]; n is a multiple of 16.
void fk_add_rows(size_t k, size_t labels, size_t n, const float *table,
                 const int32_t *label, float *out, size_t ldo);

/// sums[i] = sum_j |x_i - x_j| over the first `count` columns of X [d][ldx]; ldx
/// is a multiple of 16 at least `count`.
void fk_distance_sums(size_t d, size_t count, const float *x, size_t ldx,
                      double *sums);

#endif
