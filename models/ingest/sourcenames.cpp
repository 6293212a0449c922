// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/ingest/fileimport.h"

#include <cstddef>
#include <filesystem>
#include <map>
#include <regex>
#include <set>

namespace ingest {

namespace {

// What is said of the file, not of what it holds: how it is written, and the number or the time
// that rotation gives it ("-2026-11-27T10-00-00.000", ".1", "_20261127"). A number that belongs to
// a word ("llama3") stays.
std::string withoutRotation(std::string name)
{
    static const std::regex ending(R"(\.(json|jsonl|ndjson|zst|zstd|gz|bin|pb|proto|log|txt)$)"
                                   R"(|(^|[-_. ])\d[-\d:.+_]*(T\d[-\d:.+_]*)?Z?$|[-_. ]+$)",
                                   std::regex::icase);
    for (std::smatch match; std::regex_search(name, match, ending);)
        name.resize(static_cast<std::size_t>(match.position()));
    return name;
}

// The files of one source have the same one: the path without what rotation adds, or the folder
// where nothing else is left of the name.
std::filesystem::path seriesOf(const std::filesystem::path& file)
{
    const std::string name = withoutRotation(file.filename().string());
    const std::filesystem::path folder = file.parent_path();
    if (!name.empty())
        return folder / name;
    return folder.has_relative_path() ? folder : file;
}

std::string tailOf(const std::filesystem::path& path, std::size_t parts)
{
    std::filesystem::path tail = path.filename();
    for (std::filesystem::path rest = path.parent_path(); --parts > 0 && rest.has_relative_path();
         rest = rest.parent_path())
        tail = rest.filename() / tail;
    return tail.string();
}

} // namespace

std::vector<std::string> sourceNames(const std::vector<std::string>& paths)
{
    std::vector<std::filesystem::path> whole;
    std::vector<std::size_t> parts(paths.size(), 1);
    for (const std::string& path : paths) {
        std::error_code error;
        const auto absolute = std::filesystem::absolute(path, error);
        whole.push_back(
            seriesOf((error ? std::filesystem::path(path) : absolute).lexically_normal()));
    }
    std::vector<std::string> names(paths.size());
    for (bool isDone = false; !isDone;) {
        isDone = true;
        std::map<std::string, std::set<std::filesystem::path>> series; // by name
        for (std::size_t i = 0; i < whole.size(); ++i) {
            names[i] = tailOf(whole[i], parts[i]);
            series[names[i]].insert(whole[i]);
        }
        for (std::size_t i = 0; i < whole.size(); ++i) {
            if (series[names[i]].size() == 1 || names[i] == tailOf(whole[i], parts[i] + 1))
                continue;
            ++parts[i];
            isDone = false;
        }
    }
    return names;
}

} // namespace ingest
