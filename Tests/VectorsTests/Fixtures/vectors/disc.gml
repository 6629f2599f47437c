<?xml version="1.0" encoding="utf-8" ?>
<ogr:FeatureCollection
     xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"
     xsi:schemaLocation="http://ogr.maptools.org/ disc.xsd"
     xmlns:ogr="http://ogr.maptools.org/"
     xmlns:gml="http://www.opengis.net/gml">
  <gml:boundedBy><gml:Envelope srsName="urn:ogc:def:crs:EPSG::32754"><gml:lowerCorner>500300 6499100</gml:lowerCorner><gml:upperCorner>500900 6499700</gml:upperCorner></gml:Envelope></gml:boundedBy>
                                                                                                                                                       
  <ogr:featureMember>
    <ogr:disc gml:id="disc.0">
      <gml:boundedBy><gml:Envelope srsName="urn:ogc:def:crs:EPSG::32754"><gml:lowerCorner>500300 6499100</gml:lowerCorner><gml:upperCorner>500900 6499700</gml:upperCorner></gml:Envelope></gml:boundedBy>
      <ogr:geometryProperty><gml:Polygon srsName="urn:ogc:def:crs:EPSG::32754"><gml:exterior><gml:Curve><gml:segments><gml:ArcString><gml:posList>500300 6499400 500600 6499700 500900 6499400 500600 6499100 500300 6499400</gml:posList></gml:ArcString></gml:segments></gml:Curve></gml:exterior></gml:Polygon></ogr:geometryProperty>
    </ogr:disc>
  </ogr:featureMember>
</ogr:FeatureCollection>
