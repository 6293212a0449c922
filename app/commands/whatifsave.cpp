// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/commands/whatifsave.h"

#include "models/health/settingkeys.h"
#include "models/telemetry/visibletext.h"

#include <cerrno>
#include <cstddef>
#include <cstdio>
#include <cstdlib>
#include <deque>
#include <system_error>
#include <utility>

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

namespace commands {

namespace {

using telemetry::ErrorKind;
using telemetry::Result;

// A file that is there as a whole or not at all, and never in the place of another: it is written
// beside under a name of its own, and given its name when it is on the disk.
class NewFile
{
public:
    explicit NewFile(std::string path)
        : m_path(std::move(path))
        , m_beside(m_path + ".XXXXXX")
    {
    }
    NewFile(const NewFile&) = delete;
    NewFile& operator=(const NewFile&) = delete;
    ~NewFile()
    {
        if (m_isBeside)
            std::remove(m_beside.c_str());
    }

    Result<void> write(const std::string& content)
    {
        struct stat there
        { };
        if (::lstat(m_path.c_str(), &there) == 0)
            return isThere();
        const int descriptor = ::mkostemp(m_beside.data(), O_CLOEXEC);
        if (descriptor < 0)
            return refused(" cannot be made");
        m_isBeside = true;
        std::size_t done = 0;
        bool isGood = ::fchmod(descriptor, 0644) == 0;
        while (isGood && done < content.size()) {
            const auto some = ::write(descriptor, content.data() + done, content.size() - done);
            isGood = some > 0;
            done += isGood ? static_cast<std::size_t>(some) : 0;
        }
        isGood = isGood && ::fsync(descriptor) == 0;
        isGood = ::close(descriptor) == 0 && isGood;
        return isGood ? Result<void>() : refused(" cannot be written");
    }
    Result<void> place()
    {
        if (::link(m_beside.c_str(), m_path.c_str()) == 0)
            return {};
        return errno == EEXIST ? isThere() : refused(" cannot be made");
    }
    void takeBack() { std::remove(m_path.c_str()); }

private:
    Result<void> isThere() const
    {
        return telemetry::failure(ErrorKind::Refused,
                                  m_path + " is there already: another name is needed.");
    }
    Result<void> refused(const char* why) const
    {
        return telemetry::failure(
            ErrorKind::Refused,
            m_path + why + ": " + std::error_code(errno, std::generic_category()).message() + ".");
    }

    std::string m_path;
    std::string m_beside;
    bool m_isBeside = false;
};

// Both or none.
Result<void> writeNew(const std::vector<std::pair<std::string, std::string>>& contents)
{
    std::deque<NewFile> files;
    for (const auto& [path, content] : contents) {
        if (const auto written = files.emplace_back(path).write(content); !written)
            return written;
    }
    for (std::size_t i = 0; i < files.size(); ++i) {
        if (const auto placed = files[i].place(); !placed) {
            for (std::size_t j = 0; j < i; ++j)
                files[j].takeBack();
            return placed;
        }
    }
    return {};
}

// As somebody gave it: that there was an incident in the recording is no reason by itself.
std::string reasonOf(const SaveRequest& request)
{
    if (request.incident.empty())
        return request.why.empty() ? "without a reason given" : "because: " + request.why;
    return "because of " + request.incident + (request.why.empty() ? "" : ": " + request.why);
}

} // namespace

Result<std::string> saveVariant(const SaveRequest& request, const replay::WhatIf& whatIf,
                                const replay::Variant& variant,
                                const std::vector<objective::Objective>& objectives)
{
    if (!variant.objectives.empty() && request.objectivesPath.empty())
        return telemetry::failure(ErrorKind::Usage,
                                  "The variant changes objectives: --save-objectives says where "
                                  "they are to be written.");
    if (!whatIf.facts.isInUseKnown)
        return telemetry::failure(ErrorKind::Refused,
                                  "Which settings were in use is not known: a file with the others "
                                  "alone would set them back.");
    health::EngineSettings settings;
    for (const replay::Changes* some : {&whatIf.facts.inUse, &variant.settings}) {
        for (const auto& [key, value] : *some) {
            if (const auto applied = health::applySetting(settings, key, value); !applied)
                return tl::make_unexpected(applied.error());
        }
    }
    const std::string what = telemetry::visibleText(replay::nameOf(variant));
    const std::string reason = telemetry::visibleText(reasonOf(request));
    std::vector<std::pair<std::string, std::string>> files{
        {request.path,
         health::settingsFile(settings, {"Saved by plumbline whatif: " + what, reason})}};
    std::string text =
        "Settings of detection saved to " + request.path + " (" + what + "), " + reason;
    if (!request.objectivesPath.empty()) {
        const auto changed = replay::objectivesOf(variant, objectives);
        if (!changed)
            return tl::make_unexpected(changed.error());
        files.emplace_back(request.objectivesPath,
                           "# " + reason + "\n" + objective::toYaml(*changed));
        text += "; objectives to " + request.objectivesPath;
    }
    if (const auto written = writeNew(files); !written)
        return tl::make_unexpected(written.error());
    return text + ".";
}

} // namespace commands
