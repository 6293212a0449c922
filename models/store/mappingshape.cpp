// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/store/mappingshape.h"

namespace store {

namespace {

// The part of `text` up to `separator`, which is cut off.
std::string_view takeUntil(std::string_view& text, char separator)
{
    const std::size_t end = text.find(separator);
    const std::string_view part = text.substr(0, end);
    text = end == std::string_view::npos ? std::string_view() : text.substr(end + 1);
    return part;
}

std::string nameOf(const std::vector<std::string>& names, std::uint32_t number)
{
    return number < names.size() ? names[number] : std::string();
}

// "kind \t span|log \t fact,fact,..."
std::string headOf(const dialect::MappingShape& shape)
{
    std::string text = telemetry::toString(shape.kind);
    text += shape.isLog ? "\tlog\t" : "\tspan\t";
    bool isFirst = true;
    for (std::size_t i = 0; i < dialect::kFactCount; ++i) {
        const auto fact = static_cast<dialect::Fact>(i);
        if ((shape.facts & dialect::factBit(fact)) == 0)
            continue;
        text += isFirst ? "" : ",";
        text += dialect::factName(fact);
        isFirst = false;
    }
    return text;
}

// False when it is none.
template<class Shape>
bool takeHead(std::string_view& text, char separator, Shape& shape)
{
    shape.kind = takeUntil(text, '\t');
    const std::string_view carrier = takeUntil(text, '\t');
    shape.isLog = carrier == "log";
    std::string_view facts = takeUntil(text, separator);
    while (!facts.empty())
        shape.facts.emplace_back(takeUntil(facts, ','));
    return carrier == "span" || carrier == "log";
}

} // namespace

std::string textOf(const dialect::MappingShape& shape, const dialect::MappingNames& names)
{
    std::string text = headOf(shape);
    for (const dialect::MappedField& field : shape.fields) {
        text += '\n';
        text += dialect::fieldName(field.field);
        text += '\t' + nameOf(names.attributes, field.attribute) + '\t'
            + nameOf(names.events, field.event);
    }
    return text;
}

std::optional<ShapeText> shapeFromText(std::string_view text)
{
    ShapeText shape;
    if (!takeHead(text, '\n', shape))
        return std::nullopt;
    while (!text.empty()) {
        std::string_view line = takeUntil(text, '\n');
        ShapeText::Field field;
        field.field = takeUntil(line, '\t');
        field.attribute = takeUntil(line, '\t');
        field.event = line;
        shape.fields.push_back(std::move(field));
    }
    return shape;
}

std::string instanceTextOf(const dialect::MappingShape& shape, std::string_view instance)
{
    return headOf(shape) + '\t' + std::string(instance);
}

std::optional<InstanceText> instanceFromText(std::string_view text)
{
    InstanceText told;
    if (!takeHead(text, '\t', told))
        return std::nullopt;
    told.instance = text;
    return told;
}

} // namespace store
