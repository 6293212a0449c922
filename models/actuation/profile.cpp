// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/actuation/profile.h"

#include "models/actuation/builtinprofiles.h"

#include <algorithm>
#include <fstream>

namespace actuation {

using telemetry::ErrorKind;
using telemetry::failure;
using telemetry::Result;

namespace {

constexpr std::size_t kMaxProfileBytes = std::size_t{1024} * 1024;

} // namespace

std::string LeverProfile::canonicalOf(const std::string& raw) const
{
    const LeverValue* value = findRaw(raw);
    return value ? value->canonical : raw;
}

const LeverValue* LeverProfile::find(const std::string& canonical) const
{
    const auto found = std::find_if(values.begin(), values.end(), [&](const LeverValue& value) {
        return value.canonical == canonical;
    });
    return found == values.end() ? nullptr : &*found;
}

const LeverValue* LeverProfile::findRaw(const std::string& raw) const
{
    const auto found = std::find_if(values.begin(), values.end(), [&](const LeverValue& value) {
        return value.read == raw && !value.isRemoval;
    });
    return found == values.end() ? nullptr : &*found;
}

const LeverProfile* Profile::find(const std::string& lever) const
{
    const auto found =
        std::find_if(levers.begin(), levers.end(), [&](const LeverProfile& candidate) {
            return candidate.description.id == lever;
        });
    return found == levers.end() ? nullptr : &*found;
}

Result<void> chooseValues(Profile& profile)
{
    for (LeverProfile& lever : profile.levers) {
        if (lever.valuesBy.empty())
            continue;
        const std::string& chosen = profile.parameters[lever.valuesBy];
        const auto found = lever.valuesFor.find(chosen);
        if (found != lever.valuesFor.end()) {
            lever.values = found->second;
            continue;
        }
        std::string names;
        for (const auto& [name, values] : lever.valuesFor)
            names += (names.empty() ? "" : ", ") + name;
        return failure(ErrorKind::Usage,
                       "The parameter \"" + lever.valuesBy + "\" must be one of " + names
                           + ", not \"" + chosen + "\".");
    }
    return {};
}

std::vector<std::string> builtInProfiles()
{
    std::vector<std::string> names;
    for (const BuiltInProfile& profile : builtInProfileTexts())
        names.emplace_back(profile.name);
    return names;
}

std::string builtInProfileText(const std::string& name)
{
    for (const BuiltInProfile& profile : builtInProfileTexts()) {
        if (profile.name == name)
            return std::string(profile.text);
    }
    return {};
}

Result<Profile> loadProfile(const std::string& fileOrName)
{
    for (const BuiltInProfile& profile : builtInProfileTexts()) {
        if (profile.name == fileOrName)
            return parseProfile(std::string(profile.text), fileOrName);
    }
    std::ifstream file(fileOrName, std::ios::binary);
    std::string text(kMaxProfileBytes + 1, '\0');
    file.read(text.data(), static_cast<std::streamsize>(text.size()));
    if (file.gcount() == 0) {
        std::string names;
        for (const std::string& name : builtInProfiles())
            names += (names.empty() ? "" : ", ") + name;
        return failure(ErrorKind::Unreadable,
                       fileOrName + ": no such profile, or an empty or unreadable file. Built in: "
                           + names + ".");
    }
    text.resize(static_cast<std::size_t>(file.gcount()));
    if (text.size() > kMaxProfileBytes)
        return failure(ErrorKind::Unreadable, fileOrName + ": a profile has at most 1 MiB.");
    return parseProfile(text, fileOrName);
}

} // namespace actuation
