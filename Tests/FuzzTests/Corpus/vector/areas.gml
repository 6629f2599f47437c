<?xml version="1.0" encoding="utf-8" ?>
<ogr:FeatureCollection
     gml:id="aFeatureCollection"
     xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"
     xsi:schemaLocation="http://ogr.maptools.org/ areas.xsd"
     xmlns:ogr="http://ogr.maptools.org/"
     xmlns:gml="http://www.opengis.net/gml/3.2">
  <gml:boundedBy><gml:Envelope srsName="urn:ogc:def:crs:EPSG::32754"><gml:lowerCorner>1 1</gml:lowerCorner><gml:upperCorner>20 20</gml:upperCorner></gml:Envelope></gml:boundedBy>
                                                                                                                                                                           
  <ogr:featureMember>
    <ogr:areas gml:id="areas.0">
      <gml:boundedBy><gml:Envelope srsName="urn:ogc:def:crs:EPSG::32754"><gml:lowerCorner>1 1</gml:lowerCorner><gml:upperCorner>9 9</gml:upperCorner></gml:Envelope></gml:boundedBy>
      <ogr:geometryProperty><gml:Polygon srsName="urn:ogc:def:crs:EPSG::32754" gml:id="areas.geom.0"><gml:exterior><gml:LinearRing><gml:posList>1 1 9 1 9 9 1 9 1 1</gml:posList></gml:LinearRing></gml:exterior></gml:Polygon></ogr:geometryProperty>
      <ogr:class>a</ogr:class>
    </ogr:areas>
  </ogr:featureMember>
  <ogr:featureMember>
    <ogr:areas gml:id="areas.1">
      <gml:boundedBy><gml:Envelope srsName="urn:ogc:def:crs:EPSG::32754"><gml:lowerCorner>20 20</gml:lowerCorner><gml:upperCorner>20 20</gml:upperCorner></gml:Envelope></gml:boundedBy>
      <ogr:geometryProperty><gml:Point srsName="urn:ogc:def:crs:EPSG::32754" gml:id="areas.geom.1"><gml:pos>20 20</gml:pos></gml:Point></ogr:geometryProperty>
      <ogr:class>b</ogr:class>
    </ogr:areas>
  </ogr:featureMember>
</ogr:FeatureCollection>
