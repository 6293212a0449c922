// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/pull/builtinsources.h"
#include "models/pull/sourceprofile.h"

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <set>

namespace pull {

namespace {

namespace fs = std::filesystem;
using telemetry::ErrorKind;
using telemetry::failure;
using telemetry::Result;

constexpr std::size_t kMaxBytes = 1024U * 1024;

Result<SourceProfile> loadFile(const std::string& path)
{
    std::ifstream file(path, std::ios::binary);
    std::string text(kMaxBytes + 1, '\0');
    file.read(text.data(), static_cast<std::streamsize>(text.size()));
    text.resize(static_cast<std::size_t>(file.gcount()));
    if (text.empty())
        return failure(ErrorKind::Unreadable, path + ": the file is empty or cannot be read.");
    if (text.size() > kMaxBytes)
        return failure(ErrorKind::Unreadable, path + ": a source has at most 1 MiB.");
    return parseSource(text, path);
}

bool isName(const std::string& text)
{
    return text.find_first_of("/.") == std::string::npos;
}

} // namespace

Result<SourceProfile> loadSource(const std::string& nameOrPath, const std::string& userFolder)
{
    std::error_code ignored;
    if (isName(nameOrPath) && !userFolder.empty()) {
        const std::string path = userFolder + "/" + nameOrPath + ".yaml";
        if (fs::exists(path, ignored))
            return loadFile(path);
    }
    for (const BuiltInSource& source : builtInSources()) {
        if (source.name == nameOrPath)
            return parseSource(std::string(source.text), nameOrPath);
    }
    if (fs::is_regular_file(nameOrPath, ignored))
        return loadFile(nameOrPath);
    std::string names;
    for (const std::string& name : sourceNames(userFolder))
        names += (names.empty() ? "" : ", ") + name;
    return failure(ErrorKind::Unreadable,
                   nameOrPath + ": no such source and no such file. There are: " + names + ".");
}

std::vector<std::string> sourceNames(const std::string& userFolder)
{
    std::set<std::string> names;
    for (const BuiltInSource& source : builtInSources())
        names.emplace(source.name);
    std::error_code ignored;
    if (!userFolder.empty())
        for (const auto& entry : fs::directory_iterator(userFolder, ignored))
            if (entry.path().extension() == ".yaml")
                names.insert(entry.path().stem().string());
    return {names.begin(), names.end()};
}

} // namespace pull
