// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/health/detector.h"

#include "models/health/cusumdetector.h"
#include "models/health/esrdetector.h"

namespace health {

std::unique_ptr<Detector> makeDetector(const std::string& name, const DetectorSettings& settings)
{
    if (name == "esr")
        return std::make_unique<EsrDetector>(settings);
    if (name == "cusum")
        return std::make_unique<CusumDetector>(settings);
    return nullptr;
}

std::vector<std::string> detectorNames()
{
    return {"esr", "cusum"};
}

} // namespace health
