// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/ingest/fileimport.h"

#include <cstddef>
#include <filesystem>
#include <map>
#include <set>

namespace ingest {

namespace {

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
        whole.push_back((error ? std::filesystem::path(path) : absolute).lexically_normal());
    }
    std::vector<std::string> names(paths.size());
    for (bool isDone = false; !isDone;) {
        isDone = true;
        std::map<std::string, std::set<std::filesystem::path>> files; // by name
        for (std::size_t i = 0; i < whole.size(); ++i) {
            names[i] = tailOf(whole[i], parts[i]);
            files[names[i]].insert(whole[i]);
        }
        for (std::size_t i = 0; i < whole.size(); ++i) {
            if (files[names[i]].size() == 1 || names[i] == tailOf(whole[i], parts[i] + 1))
                continue;
            ++parts[i];
            isDone = false;
        }
    }
    return names;
}

} // namespace ingest
