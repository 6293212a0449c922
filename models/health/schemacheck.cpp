// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/health/schemacheck.h"

#include "models/health/judging.h"

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <optional>

namespace health {

namespace {

using simdjson::dom::array;
using simdjson::dom::element;
using simdjson::dom::element_type;
using simdjson::dom::object;

constexpr std::size_t kMostBreaches = 8;
constexpr int kDeepestSchema = 24;

const char* typeName(element value)
{
    switch (value.type()) {
    case element_type::ARRAY:
        return "array";
    case element_type::OBJECT:
        return "object";
    case element_type::INT64:
    case element_type::UINT64:
        return "integer";
    case element_type::DOUBLE:
        return "number";
    case element_type::STRING:
        return "string";
    case element_type::BOOL:
        return "boolean";
    case element_type::NULL_VALUE:
        break;
    }
    return "null";
}

bool isOfType(element value, std::string_view type)
{
    const std::string_view own = typeName(value);
    double number = 0;
    const bool isWhole =
        own == "number" && value.get(number) == simdjson::SUCCESS && std::floor(number) == number;
    return own == type || (type == "number" && own == "integer") || (type == "integer" && isWhole);
}

std::optional<element> memberOf(element value, std::string_view name)
{
    object members;
    element found;
    if (value.get(members) != simdjson::SUCCESS
        || members.at_key(name).get(found) != simdjson::SUCCESS)
        return std::nullopt;
    return found;
}

std::optional<double> schemaNumber(std::optional<element> value)
{
    double number = 0;
    if (!value || value->get(number) != simdjson::SUCCESS)
        return std::nullopt;
    return number;
}

bool areEqual(element one, element other)
{
    double a = 0;
    double b = 0;
    if (one.get(a) == simdjson::SUCCESS && other.get(b) == simdjson::SUCCESS)
        return a == b;
    return simdjson::minify(one) == simdjson::minify(other);
}

class Checker
{
public:
    Checker(element root, bool isClosed)
        : m_root(root)
        , m_isClosed(isClosed)
    {
    }

    std::vector<Breach> run(element value, element schema)
    {
        check(value, schema, "", 0);
        return std::move(m_breaches);
    }

private:
    static std::string named(const std::string& path)
    {
        return path.empty() ? "it" : "the field " + path;
    }

    void add(double probability, std::string what)
    {
        if (m_breaches.size() < kMostBreaches)
            m_breaches.push_back({std::move(what), probability});
    }

    // `isPart`: of a combination, which names some fields of the whole only.
    void check(element value, element schema, const std::string& path, int depth,
               bool isPart = false)
    {
        if (depth > kDeepestSchema || m_breaches.size() >= kMostBreaches || !schema.is_object())
            return;
        if (const auto target = resolved(schema)) {
            check(value, *target, path, depth + 1, isPart);
            return;
        }
        if (!checkType(value, schema, path))
            return;
        checkChoice(value, schema, path);
        if (value.is_object())
            checkObject(value, schema, path, depth, isPart);
        else if (value.is_array())
            checkArray(value, schema, path, depth);
        else
            checkLimits(value, schema, path);
        checkCombinations(value, schema, path, depth);
    }

    // "#/$defs/line"; other references are not followed.
    std::optional<element> resolved(element schema) const
    {
        const auto reference = memberOf(schema, "$ref");
        std::string_view pointer;
        element target;
        if (!reference || reference->get(pointer) != simdjson::SUCCESS || !pointer.starts_with("#/")
            || m_root.at_pointer(pointer.substr(1)).get(target) != simdjson::SUCCESS)
            return std::nullopt;
        return target;
    }

    bool checkType(element value, element schema, const std::string& path)
    {
        // Of OpenAPI 3.0.
        bool isNullable = false;
        if (const auto nullable = memberOf(schema, "nullable"); value.is_null() && nullable
            && nullable->get(isNullable) == simdjson::SUCCESS && isNullable)
            return true;
        const auto type = memberOf(schema, "type");
        std::string_view name;
        array names;
        bool fits = true;
        if (type && type->get(name) == simdjson::SUCCESS) {
            fits = isOfType(value, lowered(name)); // some write STRING
        } else if (type && type->get(names) == simdjson::SUCCESS) {
            fits = std::any_of(names.begin(), names.end(), [value](element one) {
                std::string_view text;
                return one.get(text) == simdjson::SUCCESS && isOfType(value, lowered(text));
            });
        }
        if (!fits)
            add(0.85,
                named(path) + " is of type " + typeName(value) + ", not "
                    + cited(name.empty() ? "one of those allowed" : name));
        return fits;
    }

    void checkChoice(element value, element schema, const std::string& path)
    {
        array choices;
        const auto list = memberOf(schema, "enum");
        if (list && list->get(choices) == simdjson::SUCCESS
            && std::none_of(choices.begin(), choices.end(),
                            [value](element choice) { return areEqual(value, choice); }))
            add(0.9,
                named(path) + " is " + cited(simdjson::minify(value)) + ", none of its choices");
        const auto constant = memberOf(schema, "const");
        if (constant && !areEqual(value, *constant))
            add(0.9, named(path) + " is not " + cited(simdjson::minify(*constant)));
    }

    void checkObject(element value, element schema, const std::string& path, int depth, bool isPart)
    {
        const auto join = [&path](std::string_view name) {
            return path.empty() ? cited(name) : path + "." + cited(name);
        };
        array required;
        const auto list = memberOf(schema, "required");
        if (list && list->get(required) == simdjson::SUCCESS) {
            for (const element one : required) {
                std::string_view name;
                if (one.get(name) == simdjson::SUCCESS && !memberOf(value, name))
                    add(0.85, "the field " + join(name) + " is missing");
            }
        }
        const auto properties = memberOf(schema, "properties");
        const auto additional = memberOf(schema, "additionalProperties");
        bool isAllowed = !m_isClosed || isPart;
        if (additional && additional->get(isAllowed) != simdjson::SUCCESS)
            isAllowed = true; // a schema of its own
        const bool hasPatterns = memberOf(schema, "patternProperties").has_value();
        object members;
        if (value.get(members) != simdjson::SUCCESS)
            return;
        for (const auto [name, member] : members) {
            const auto known = properties ? memberOf(*properties, name) : std::nullopt;
            if (known)
                check(member, *known, join(name), depth + 1);
            else if (additional && additional->is_object())
                check(member, *additional, join(name), depth + 1);
            else if (!isAllowed && !hasPatterns && (properties || additional)
                     && !(m_isClosed && !additional && partNames(schema, name, depth)))
                add(0.85, "the field " + join(name) + " is not in the schema");
        }
    }

    // Whether a part of a combination names the field, or takes any.
    bool partNames(element schema, std::string_view name, int depth) const
    {
        if (depth > kDeepestSchema)
            return true;
        for (const char* list : {"allOf", "anyOf", "oneOf"}) {
            array parts;
            const auto found = memberOf(schema, list);
            if (!found || found->get(parts) != simdjson::SUCCESS)
                continue;
            for (const element one : parts) {
                const element part = resolved(one).value_or(one);
                const auto properties = memberOf(part, "properties");
                if ((properties && memberOf(*properties, name))
                    || memberOf(part, "additionalProperties") || memberOf(part, "patternProperties")
                    || partNames(part, name, depth + 1))
                    return true;
            }
        }
        return false;
    }

    void checkArray(element value, element schema, const std::string& path, int depth)
    {
        array items;
        if (value.get(items) != simdjson::SUCCESS)
            return;
        const auto size = static_cast<double>(items.size());
        const auto least = schemaNumber(memberOf(schema, "minItems"));
        const auto most = schemaNumber(memberOf(schema, "maxItems"));
        if ((least && size < *least) || (most && size > *most))
            add(0.8, named(path) + " has " + std::to_string(items.size()) + " items");
        // "items" is of those behind the ones that "prefixItems" names.
        std::vector<element> prefix;
        array first;
        if (const auto list = memberOf(schema, "prefixItems");
            list && list->get(first) == simdjson::SUCCESS)
            prefix.assign(first.begin(), first.end());
        const auto each = memberOf(schema, "items");
        std::size_t number = 0;
        for (const element item : items) {
            const std::string place = path + "[" + std::to_string(number) + "]";
            if (number < prefix.size())
                check(item, prefix[number], place, depth + 1);
            else if (each)
                check(item, *each, place, depth + 1);
            ++number;
        }
    }

    void checkLimits(element value, element schema, const std::string& path)
    {
        double number = 0;
        std::string_view text;
        if (value.is_number() && value.get(number) == simdjson::SUCCESS) {
            const auto least = schemaNumber(memberOf(schema, "minimum"));
            const auto most = schemaNumber(memberOf(schema, "maximum"));
            if ((least && number < *least) || (most && number > *most))
                add(0.8, named(path) + " is out of its range");
        } else if (value.get(text) == simdjson::SUCCESS) {
            const auto points = static_cast<double>(std::ranges::count_if(
                text, [](char c) { return (static_cast<unsigned char>(c) & 0xC0U) != 0x80U; }));
            const auto least = schemaNumber(memberOf(schema, "minLength"));
            const auto most = schemaNumber(memberOf(schema, "maxLength"));
            if ((least && points < *least) || (most && points > *most))
                add(0.7, named(path) + " is too short or too long");
        }
    }

    void checkCombinations(element value, element schema, const std::string& path, int depth)
    {
        array parts;
        if (const auto all = memberOf(schema, "allOf");
            all && all->get(parts) == simdjson::SUCCESS) {
            for (const element part : parts)
                check(value, part, path, depth + 1, true);
        }
        for (const char* name : {"anyOf", "oneOf"}) {
            const auto any = memberOf(schema, name);
            if (!any || any->get(parts) != simdjson::SUCCESS || parts.size() == 0)
                continue;
            const bool fits = std::any_of(parts.begin(), parts.end(), [&](element part) {
                Checker inner(m_root, m_isClosed);
                inner.check(value, part, path, depth + 1, true);
                return inner.m_breaches.empty();
            });
            if (!fits)
                add(0.85, named(path) + " fits none of the forms it may have");
        }
    }

    element m_root;
    bool m_isClosed;
    std::vector<Breach> m_breaches;
};

} // namespace

std::vector<Breach> breachesOf(element value, element schema, bool isClosed)
{
    return Checker(schema, isClosed).run(value, schema);
}

} // namespace health
