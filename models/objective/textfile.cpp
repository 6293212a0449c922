// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/objective/textfile.h"

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

telemetry::Error problemIn(const std::string& path, const yaml::Problem& problem)
{
    return {telemetry::ErrorKind::Unreadable,
            path + ":" + std::to_string(problem.line) + ":" + std::to_string(problem.column) + ": "
                + problem.message + "."};
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
