// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/items/differencewords.h"

#include "models/items/formats.h"
#include "models/telemetry/visibletext.h"

#include <QCoreApplication>

#include <cmath>

using namespace Qt::StringLiterals;

namespace items {

namespace {

constexpr qsizetype kLongestValue = 80; // of a value

struct DifferenceTexts
{
    Q_DECLARE_TR_FUNCTIONS(items::differences)
};

QString shownText(const std::string& utf8)
{
    const QString text = QString::fromStdString(telemetry::visibleLine(utf8));
    return text.size() > kLongestValue ? text.left(kLongestValue - 1) + u'…' : text;
}

QString plainNumber(double number)
{
    if (number == std::floor(number) && std::abs(number) < 1e15)
        return countText(static_cast<std::int64_t>(number));
    return QString::number(number, 'g', 3);
}

QString numberText(double number, differences::Unit unit)
{
    switch (unit) {
    case differences::Unit::Share:
        return percentText(number);
    case differences::Unit::Seconds:
        return durationText(
            std::chrono::duration_cast<telemetry::Duration>(std::chrono::duration<double>(number)));
    default:
        return plainNumber(number);
    }
}

QString points(double share)
{
    const double value = share * 100;
    return decimalText(value, std::abs(value) < 9.95 ? 1 : 0);
}

} // namespace

QString attributeText(const differences::Attribute& attribute)
{
    return shownText(differences::nameOf(attribute));
}

QString propertyText(const differences::NamedProperty& property)
{
    const QString name = attributeText(property.attribute);
    const differences::Unit unit = property.attribute.unit;
    switch (property.kind) {
    case differences::NamedProperty::Kind::Missing:
        return DifferenceTexts::tr("%1 is not told").arg(name);
    case differences::NamedProperty::Kind::Value:
        return (property.isMember ? DifferenceTexts::tr("%1 %2 among them")
                                  : DifferenceTexts::tr("%1 is %2"))
            .arg(name, shownText(property.value));
    case differences::NamedProperty::Kind::Range:
        break;
    }
    if (!property.low)
        return DifferenceTexts::tr("%1 up to %2")
            .arg(name, numberText(property.high.value_or(0), unit));
    if (!property.high)
        return DifferenceTexts::tr("%1 from %2").arg(name, numberText(*property.low, unit));
    if (*property.low == *property.high)
        return DifferenceTexts::tr("%1 is %2").arg(name, numberText(*property.low, unit));
    return DifferenceTexts::tr("%1 from %2 to %3")
        .arg(name, numberText(*property.low, unit), numberText(*property.high, unit));
}

QString barText(const differences::DistributionBar& bar, const differences::Attribute& attribute)
{
    using Kind = differences::DistributionBar::Kind;
    switch (bar.kind) {
    case Kind::Value:
        return shownText(bar.value);
    case Kind::Others:
        return DifferenceTexts::tr("all others");
    case Kind::Missing:
        return DifferenceTexts::tr("not told");
    case Kind::Range:
        break;
    }
    const QString low = numberText(bar.low, attribute.unit);
    const QString high = numberText(bar.high, attribute.unit);
    return low == high ? low : DifferenceTexts::tr("%1 to %2").arg(low, high);
}

QString effectText(const attribution::Difference& difference)
{
    return DifferenceTexts::tr("%1 points more often (%2 to %3)")
        .arg(points(difference.value), points(difference.low), points(difference.high));
}

QString sharesText(const differences::DifferenceRow& row)
{
    const QString text =
        DifferenceTexts::tr("%1 of the suspects, %2 of the rest")
            .arg(percentText(row.weighed.suspectShare()), percentText(row.weighed.restShare()));
    if (!row.isWeighed())
        return text;
    return DifferenceTexts::tr(
               "%1, alike answers of one conversation taken together (of all answers %2 and %3)")
        .arg(text, percentText(row.counts.suspectShare()), percentText(row.counts.restShare()));
}

QString nothingSureText(const differences::Differences& all, bool isRegion)
{
    const QString suspects = countText(all.suspects);
    const bool isFew = all.suspects <= differences::Differences::kFew;
    QString text = isRegion
        ? DifferenceTexts::tr("Nothing that sets these %1 answers apart is surer than chance.")
        : DifferenceTexts::tr("Nothing that these %1 suspects share is surer than chance.");
    text = text.arg(suspects);
    if (isFew)
        text += u' '
            + DifferenceTexts::tr(
                  "With %1 values and ranges compared, so few tell nothing for sure.")
                  .arg(countText(all.tries));
    return text + u' '
        + (all.unsure.empty()
               ? DifferenceTexts::tr("That does not say that they share nothing.")
               : DifferenceTexts::tr("Below is what differs most, not sure: it could be chance."));
}

QString unsureText()
{
    return DifferenceTexts::tr("not sure: could be chance");
}

QString weightText(const differences::DifferenceRow& row)
{
    const QString counted =
        DifferenceTexts::tr("%1 answers of %2 people or conversations")
            .arg(countText(row.counts.suspectsWith), countText(row.conversations));
    const auto weight = static_cast<std::int64_t>(std::llround(row.weighed.suspectsWith));
    return weight >= row.counts.suspectsWith
        ? counted
        : DifferenceTexts::tr("%1, as sure as %2 independent ones").arg(counted, countText(weight));
}

QString remainderText(const differences::Differences& all, const differences::DifferenceRow& row)
{
    if (!row.remainder)
        return {};
    return DifferenceTexts::tr("%1 of %2 points remain among answers alike in %3")
        .arg(points(row.remainder->left.value),
             points(row.counts.suspectShare() - row.counts.restShare()),
             attributeText(all.rows[row.remainder->by].property.attribute));
}

QString pathText(const differences::Differences& all, const differences::DifferenceRow& row)
{
    return row.goesThrough ? DifferenceTexts::tr("Goes through %1")
                                 .arg(propertyText(all.rows[*row.goesThrough].property))
                           : QString();
}

} // namespace items
