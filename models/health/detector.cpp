// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/health/detector.h"

#include "models/health/cusumdetector.h"
#include "models/health/esrdetector.h"
#include "models/health/glrdetector.h"
#include "models/health/ksdetector.h"

namespace health {

const char* toString(Driver driver)
{
    switch (driver) {
    case Driver::None:
        return "";
    case Driver::Load:
        return "load";
    case Driver::Segment:
        return "segment";
    }
    return "";
}

std::unique_ptr<Detector> makeDetector(const std::string& name, const DetectorSettings& settings)
{
    if (name == "esr")
        return std::make_unique<EsrDetector>(settings, SeriesShape{});
    if (name == "esr-load")
        return std::make_unique<EsrDetector>(settings, SeriesShape{.hasLoad = true});
    if (name == "esr-strata")
        return std::make_unique<EsrDetector>(settings, SeriesShape{.hasSegments = true});
    if (name == "esr-load-strata")
        return std::make_unique<EsrDetector>(settings,
                                             SeriesShape{.hasLoad = true, .hasSegments = true});
    if (name == "cusum")
        return std::make_unique<CusumDetector>(settings);
    if (name == "glr")
        return std::make_unique<GlrDetector>(settings);
    if (name == "ks")
        return std::make_unique<KsDetector>(settings);
    return nullptr;
}

std::vector<std::string> detectorNames()
{
    return {"esr", "esr-load", "esr-strata", "esr-load-strata", "cusum", "glr", "ks"};
}

std::string chooseDetector(const SeriesShape& shape)
{
    return std::string("esr") + (shape.hasLoad ? "-load" : "")
        + (shape.hasSegments ? "-strata" : "");
}

} // namespace health
