// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/actuation/operations.h"
#include "models/actuation/profile.h"
#include "models/dialect/interpreter.h"
#include "models/pull/sourceprofile.h"
#include "tests/fuzz/harness.h"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <set>
#include <string>

#include <nlohmann/json.hpp>

// What teaches the console a control plane, a back end or a dialect. One input is read as each of
// them. What a good profile of a control plane sends is made with values that would break out of
// any place they are put into.
namespace {

using actuation::Destination;
using actuation::RequestTemplate;
using actuation::TextTemplate;

constexpr const char* kHarmless = "x";
constexpr const char* kBreakingOut = "b?c=1&d#e%2e\r\nX-Evil: 1\", \"evil\": true, '|`$(id)`";

actuation::Variables all(const RequestTemplate& request, const char* value)
{
    actuation::Variables variables;
    for (const std::string& name : actuation::usedVariables(request))
        variables[name] = value;
    return variables;
}

std::size_t count(const std::string& text, char c)
{
    return static_cast<std::size_t>(std::count(text.begin(), text.end(), c));
}

// Of each character that ends something where the text goes there are as many as with a harmless
// value: those that the author of the profile wrote.
void holdText(const TextTemplate& text, const RequestTemplate& request, Destination destination,
              const std::string& ends)
{
    const auto evil = text.render(all(request, kBreakingOut), destination);
    const auto plain = text.render(all(request, kHarmless), destination);
    if (!evil || !plain)
        return;
    for (const char end : ends)
        fuzz::require(count(*evil, end) == count(*plain, end), "no value breaks out of its place");
}

// The same keys and as many values, only their texts are others.
bool isSameShape(const nlohmann::json& one, const nlohmann::json& other)
{
    if (one.type() != other.type() || one.size() != other.size())
        return false;
    if (!one.is_structured())
        return true;
    auto beside = other.begin();
    for (auto item = one.begin(); item != one.end(); ++item, ++beside) {
        if ((one.is_object() && item.key() != beside.key()) || !isSameShape(*item, *beside))
            return false;
    }
    return true;
}

void holdRequest(const RequestTemplate& request)
{
    holdText(request.path, request, Destination::Path, "/?&#=\r\n \"");
    for (const auto& [name, value] : request.headers)
        holdText(value, request, Destination::Header, "\r\n");
    for (const auto& [name, value] : request.form)
        holdText(value, request, Destination::Form, "&=#\r\n");
    if (!request.json)
        return;
    const auto evil = request.json->render(all(request, kBreakingOut));
    const auto plain = request.json->render(all(request, kHarmless));
    if (evil && plain)
        fuzz::require(isSameShape(nlohmann::json::parse(*evil, nullptr, false),
                                  nlohmann::json::parse(*plain, nullptr, false)),
                      "no value breaks out of a JSON body");
}

void holdWrite(const actuation::WriteOperation& write)
{
    fuzz::require(!write.steps.empty(), "a write sends something");
    for (const actuation::Lookup& lookup : write.lookups)
        holdRequest(lookup.request);
    for (const actuation::WriteStep& step : write.steps) {
        holdRequest(step.request);
        if (step.dryRun)
            holdRequest(step.dryRun->request);
    }
}

void takeAsControlPlane(const std::string& text)
{
    const auto profile = actuation::parseProfile(text, "p.yaml");
    if (!profile) {
        fuzz::require(profile.error().message.starts_with("p.yaml:"), "a problem says where it is");
        return;
    }
    for (const auto& [name, operations] : profile->operations) {
        for (const actuation::Lookup& lookup : operations.read.lookups)
            holdRequest(lookup.request);
        holdRequest(operations.read.request);
        holdWrite(operations.write);
        if (operations.remove)
            holdWrite(*operations.remove);
    }
    std::set<std::string> ids;
    for (const actuation::LeverProfile& lever : profile->levers) {
        fuzz::require(profile->operations.contains(lever.operations), "a lever has its operations");
        fuzz::require(ids.insert(lever.description.id).second, "no two levers have one id");
        fuzz::require(profile->find(lever.description.id) == &lever, "a lever is found by its id");
    }
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    const std::string text(reinterpret_cast<const char*>(data), size);
    takeAsControlPlane(text);
    if (const auto source = pull::parseSource(text, "s.yaml"); !source)
        fuzz::require(source.error().message.starts_with("s.yaml"), "a problem says where it is");
    if (const auto tables = dialect::Interpreter::fromYaml({{"t", text}}); !tables)
        fuzz::require(!tables.error().message.empty(), "a refused table says why");
    return 0;
}
