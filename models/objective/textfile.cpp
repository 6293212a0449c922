// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/objective/textfile.h"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <fstream>
#include <iterator>

namespace objective {

telemetry::Result<std::string> readTextFile(const std::string& path, std::size_t mebibytes)
{
    std::ifstream file(path, std::ios::binary);
    if (!file)
        return telemetry::failure(telemetry::ErrorKind::Unreadable, path + " cannot be opened.");
    std::string text(std::istreambuf_iterator<char>(file), {});
    if (text.size() > mebibytes * 1024 * 1024)
        return telemetry::failure(telemetry::ErrorKind::Unreadable,
                                  path + " is too large: " + std::to_string(mebibytes)
                                      + " MiB at most.");
    return text;
}

telemetry::Error problemsIn(const std::string& path, const std::vector<yaml::Problem>& problems)
{
    constexpr std::size_t most = 8;
    std::string message = path;
    for (std::size_t i = 0; i < std::min(problems.size(), most); ++i) {
        const yaml::Problem& problem = problems[i];
        message += (i > 0 ? "; " : ":") + std::to_string(problem.line) + ":"
            + std::to_string(problem.column) + ": " + problem.message;
    }
    if (problems.size() > most)
        message += "; and " + std::to_string(problems.size() - most) + " more";
    return {telemetry::ErrorKind::Unreadable, message + "."};
}

std::optional<double> numberOf(const std::string& text)
{
    double value = 0;
    const char* const last = text.data() + text.size();
    const auto [end, error] = std::from_chars(text.data(), last, value);
    return error == std::errc{} && end == last && std::isfinite(value) ? std::optional(value)
                                                                       : std::nullopt;
}

} // namespace objective
