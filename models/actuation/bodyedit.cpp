// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/actuation/bodyedit.h"

#include "models/actuation/jsonpart.h"
#include "models/net/encoding.h"
#include "models/telemetry/utf8.h"

#include <optional>
#include <string_view>
#include <vector>

namespace actuation {

using telemetry::ErrorKind;
using telemetry::failure;
using telemetry::Result;

namespace {

using Kind = BodyEdit::Change::Kind;

// Somebody else's document, of which only the bytes that a change names are touched.
class Document
{
public:
    explicit Document(std::string text) // JSON
        : m_text(std::move(text))
    {
    }

    Result<void> remove(const std::string& pointer);
    Result<void> set(const std::string& pointer, const std::string& value);
    Result<void> append(const std::string& pointer, const std::string& value);
    std::string take() { return std::move(m_text); }

private:
    // Where a pointer leads: its parent, and there the value and what stands around it.
    struct Place
    {
        JsonPart parent;
        std::string name;
        std::optional<JsonPart> value = {};
        std::size_t begin = 0; // of the value with its name
        std::optional<std::size_t> before = {}; // the end of the one before
        std::optional<std::size_t> next = {}; // the beginning of the one behind
    };
    Result<std::optional<Place>> find(const std::string& pointer) const;
    void insert(const JsonPart& parent, const std::string& text);
    JsonPart root() const { return *JsonPart::of(m_text); }
    std::size_t beginOf(std::string_view part) const
    {
        return static_cast<std::size_t>(part.data() - m_text.data());
    }
    std::size_t endOf(std::string_view part) const { return beginOf(part) + part.size(); }

    std::string m_text;
};

Result<void> notThere(const std::string& pointer)
{
    return failure(ErrorKind::Refused,
                   "The document has no place " + pointer + ", so that nothing can be set there.");
}

// nullopt when there is no parent. Two members with the name are Refused: who reads the document
// may take either.
Result<std::optional<Document::Place>> Document::find(const std::string& pointer) const
{
    const auto names = *pointerNames(pointer);
    std::optional<JsonPart> part = root();
    std::optional<Place> place;
    for (const std::string& name : names) {
        if (!part || !part->isStructured())
            return std::optional<Place>();
        place = Place{.parent = *part, .name = name};
        const bool isObject = part->kind() == JsonPart::Kind::Object;
        const auto index = arrayIndex(name);
        std::size_t position = 0;
        std::optional<std::size_t> end;
        bool isTwice = false;
        part->forEach([&](std::string_view key, const JsonPart& value) {
            const bool isIt = isObject ? unquoted(key) == name : index && *index == position;
            const std::size_t begin = beginOf(isObject ? key : value.bytes());
            if (place->value && !place->next)
                place->next = begin;
            isTwice = isTwice || (isIt && place->value);
            if (isIt && !place->value) {
                place->value = value;
                place->begin = begin;
                place->before = end;
            }
            end = endOf(value.bytes());
            ++position;
            return true;
        });
        if (isTwice)
            return failure(ErrorKind::Refused,
                           "The document has two members \"" + name + "\" where " + pointer
                               + " leads, and which of them counts is not known.");
        part = place->value;
    }
    return place;
}

// As the last of its parent.
void Document::insert(const JsonPart& parent, const std::string& text)
{
    std::size_t at = beginOf(parent.bytes()) + 1;
    bool isFirst = true;
    parent.forEach([&](std::string_view, const JsonPart& value) {
        at = endOf(value.bytes());
        isFirst = false;
        return true;
    });
    m_text.insert(at, (isFirst ? "" : ",") + text);
}

Result<void> Document::remove(const std::string& pointer)
{
    const auto place = find(pointer);
    if (!place)
        return tl::make_unexpected(place.error());
    if (!*place || !(*place)->value)
        return {};
    const Place& found = **place;
    const std::size_t end = endOf(found.value->bytes());
    if (found.next)
        m_text.erase(found.begin, *found.next - found.begin);
    else if (found.before)
        m_text.erase(*found.before, end - *found.before);
    else
        m_text.erase(found.begin, end - found.begin);
    return {};
}

Result<void> Document::set(const std::string& pointer, const std::string& value)
{
    if (pointer.empty()) {
        const std::string_view all = root().bytes();
        m_text.replace(beginOf(all), all.size(), value);
        return {};
    }
    const auto place = find(pointer);
    if (!place)
        return tl::make_unexpected(place.error());
    if (!*place)
        return notThere(pointer);
    const Place& found = **place;
    if (found.value) {
        m_text.replace(beginOf(found.value->bytes()), found.value->bytes().size(), value);
        return {};
    }
    if (found.parent.kind() == JsonPart::Kind::Array)
        return notThere(pointer);
    insert(found.parent, net::jsonQuoted(found.name) + ":" + value);
    return {};
}

Result<void> Document::append(const std::string& pointer, const std::string& value)
{
    std::optional<JsonPart> array = root();
    if (!pointer.empty()) {
        const auto place = find(pointer);
        if (!place)
            return tl::make_unexpected(place.error());
        array = *place ? (*place)->value : std::nullopt;
    }
    if (!array || array->kind() != JsonPart::Kind::Array)
        return notThere(pointer + ", or it is no array");
    insert(*array, value);
    return {};
}

Result<void> change(Document& document, const BodyEdit::Change& change, const Variables& variables,
                    const Unsettled& unsettled)
{
    const auto pointer = change.pointer.render(variables, Destination::Pointer);
    if (!pointer)
        return tl::make_unexpected(pointer.error());
    if (!pointerNames(*pointer) || !telemetry::isValidUtf8(*pointer))
        return failure(ErrorKind::Usage,
                       "\"" + telemetry::sanitizedUtf8(*pointer) + "\" is no JSON Pointer.");
    if (change.kind == Kind::Remove)
        return document.remove(*pointer);
    const auto value = change.value.render(variables, unsettled);
    if (!value)
        return tl::make_unexpected(value.error());
    if (!JsonPart::of(*value))
        return failure(ErrorKind::Usage, "What is to stand at " + *pointer + " is no JSON.");
    return change.kind == Kind::Append ? document.append(*pointer, *value)
                                       : document.set(*pointer, *value);
}

// What will be done to a document that is not there yet.
Result<std::string> inWords(const BodyEdit& edit, const std::string& placeholder,
                            const Variables& variables, const Unsettled& unsettled)
{
    std::string words = "the document " + placeholder;
    for (const BodyEdit::Change& one : edit.changes) {
        const auto pointer = one.pointer.render(variables, Destination::Pointer);
        if (!pointer)
            return pointer;
        words += one.kind == Kind::Remove ? "\nwithout " + *pointer
            : one.kind == Kind::Append    ? "\nwith one more in " + *pointer + ": "
                                          : "\nwith " + *pointer + " set to ";
        if (one.kind == Kind::Remove)
            continue;
        const auto value = one.value.render(variables, unsettled);
        if (!value)
            return value;
        words += *value;
    }
    return edit.under.empty() ? words : words + "\nas \"" + edit.under + "\" of an object";
}

} // namespace

Result<std::string> edited(const BodyEdit& edit, const Variables& variables,
                           const Unsettled& unsettled)
{
    const auto found = variables.find(edit.of);
    if (found == variables.end())
        return failure(ErrorKind::Usage, "{{" + edit.of + "}} has no value here.");
    if (unsettled.count(edit.of) != 0)
        return inWords(edit, found->second, variables, unsettled);
    const auto root = JsonPart::of(found->second);
    if (!root)
        return failure(ErrorKind::Refused, "{{" + edit.of + "}} is not JSON and cannot be edited.");
    Document document{std::string(root->bytes())};
    for (const BodyEdit::Change& one : edit.changes) {
        const auto changed = change(document, one, variables, unsettled);
        if (!changed)
            return tl::make_unexpected(changed.error());
    }
    std::string text = document.take();
    return edit.under.empty() ? text : "{" + net::jsonQuoted(edit.under) + ":" + text + "}";
}

} // namespace actuation
