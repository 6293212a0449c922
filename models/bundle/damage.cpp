// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/bundle/damage.h"

#include "models/bundle/manifest.h"

#include <cstddef>
#include <filesystem>
#include <system_error>

namespace bundle {

namespace {

constexpr std::size_t kLongestShown = 80;

} // namespace

std::string partText(const std::string& member)
{
    if (member == kManifestName)
        return "the manifest (" + member + ")";
    if (member == kSignatureName)
        return "the signature (" + member + ")";
    if (member == kRecordingName)
        return "the recording (" + member + ")";
    if (member == "timeline.jsonl")
        return "the timeline (" + member + ")";
    if (member.starts_with("report.") && member.size() <= std::string("report.html").size()
        && member.find_first_not_of("abcdefghijklmnopqrstuvwxyz.") == std::string::npos)
        return "the report (" + member + ")";
    std::string text = "a part that is called \"";
    for (const char c : member.substr(0, kLongestShown))
        text += c >= ' ' && c <= '~' ? c : '?';
    return text + (member.size() > kLongestShown ? "...\"" : "\"");
}

tl::unexpected<telemetry::Error> damaged(const std::string& path, const std::string& what)
{
    std::error_code error;
    const auto size = std::filesystem::file_size(path, error);
    const std::string here = error ? "" : " (" + std::to_string(size) + " bytes here)";
    return telemetry::failure(
        telemetry::ErrorKind::Unreadable,
        path + " is broken: " + what
            + ". Its recording is not opened, and nothing was changed. Ask its sender for it once "
              "more, and compare its size"
            + here + " and its SHA-256 (sha256sum) with theirs.");
}

} // namespace bundle
