// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/bench/windowload.h"

#include "app/bench/openwindow.h"

#include <string>
#include <utility>

namespace bench {

telemetry::Result<std::vector<IngestRound>> benchIngestWithWindow(IngestSettings settings)
{
    telemetry::Result<std::vector<IngestRound>> result;
    runBesideGui([&] {
        WindowHost host;
        using Opened = telemetry::Result<std::function<void()>>;
        settings.whileIngesting = [&host](const std::string& recording) -> Opened {
            if (auto opened = host.open(recording); !opened)
                return Opened(tl::make_unexpected(opened.error()));
            return Opened([&host] { host.close(); });
        };
        result = benchIngest(settings);
    });
    return result;
}

} // namespace bench
