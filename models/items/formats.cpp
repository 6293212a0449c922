// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/items/formats.h"

#include "models/telemetry/timetext.h"

#include <QCoreApplication>
#include <QDateTime>
#include <QLocale>
#include <QTimeZone>

#include <algorithm>
#include <array>
#include <chrono>
#include <cmath>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace items {

namespace {

using Days = std::chrono::duration<std::int64_t, std::ratio<86400>>;

struct FormatTexts
{
    Q_DECLARE_TR_FUNCTIONS(Formats)
};

// One way of writing numbers, so that a recording looks the same on every machine.
const QLocale& locale()
{
    static const QLocale english(QLocale::English, QLocale::UnitedStates);
    return english;
}

template<class Unit>
QString whole(telemetry::Duration duration, const char* unit)
{
    return u"%1 %2"_s.arg(std::chrono::floor<Unit>(duration).count()).arg(QLatin1StringView(unit));
}

int percentDecimals(double percent)
{
    return percent > 0 && percent < 9.95 ? 1 : 0;
}

QString utcText(telemetry::Timestamp time, const QString& format)
{
    if (time == telemetry::Timestamp{})
        return u"–"_s;
    const auto millis =
        std::chrono::floor<std::chrono::milliseconds>(time).time_since_epoch().count();
    return QDateTime::fromMSecsSinceEpoch(millis, Qt::UTC).toString(format);
}

} // namespace

QString ageText(telemetry::Duration age)
{
    if (age <= -1s)
        return FormatTexts::tr("in %1").arg(ageText(-age));
    if (age < 1s)
        return FormatTexts::tr("now");
    if (age < 60s)
        return whole<std::chrono::seconds>(age, "s");
    if (age < 60min)
        return whole<std::chrono::minutes>(age, "min");
    if (age < 48h)
        return whole<std::chrono::hours>(age, "h");
    return whole<Days>(age, "d");
}

QString agoText(telemetry::Duration age)
{
    if (age <= -1s)
        return ageText(age);
    return age < 1s ? FormatTexts::tr("just now") : FormatTexts::tr("%1 ago").arg(ageText(age));
}

QString durationText(telemetry::Duration duration)
{
    if (duration < telemetry::Duration::zero())
        return u"−"_s + durationText(-duration);
    return QString::fromStdString(telemetry::durationText(duration));
}

QString spanText(telemetry::Duration span)
{
    if (span % Days(1) == 0ns && span > 0ns)
        return whole<Days>(span, "d");
    if (span % 1h == 0ns && span > 0ns)
        return whole<std::chrono::hours>(span, "h");
    if (span % 1min == 0ns && span > 0ns)
        return whole<std::chrono::minutes>(span, "min");
    return whole<std::chrono::seconds>(span, "s");
}

QString percentText(double share)
{
    const double percent = share * 100;
    if (percent > 0 && percent < 0.05)
        return FormatTexts::tr("< 0.1 %");
    return u"%1 %"_s.arg(decimalText(percent, percentDecimals(percent)));
}

QString rateText(double share, double low, double high)
{
    const int decimals = percentDecimals(share * 100);
    return u"%1 (%2–%3)"_s.arg(percentText(share), decimalText(low * 100, decimals),
                               decimalText(high * 100, decimals));
}

QString intervalText(double low, double high)
{
    const int decimals = percentDecimals(high * 100);
    return u"%1–%2 %"_s.arg(decimalText(low * 100, decimals), decimalText(high * 100, decimals));
}

QString countText(std::int64_t count)
{
    return locale().toString(qlonglong{count});
}

QString countedText(std::int64_t count, const QString& one, const QString& many)
{
    return count == 1 ? one : many.arg(countText(count));
}

QString shortCountText(double count)
{
    static constexpr std::array<const char16_t*, 5> kUnits{u"", u"k", u"M", u"G", u"T"};
    std::size_t unit = 0;
    while (std::abs(count) >= 999.5 && unit + 1 < kUnits.size()) {
        count /= 1000;
        ++unit;
    }
    const bool isWhole = std::abs(count) >= 9.95 || std::abs(count - std::round(count)) < 0.05;
    return decimalText(count, isWhole ? 0 : 1) + QString::fromUtf16(kUnits.at(unit));
}

QString bytesText(std::int64_t bytes)
{
    return locale().formattedDataSize(bytes, 1, QLocale::DataSizeSIFormat);
}

QString decimalText(double value, int decimals)
{
    return locale().toString(value, 'f', decimals);
}

QString utcTimeText(telemetry::Timestamp time)
{
    return utcText(time, u"HH:mm:ss"_s);
}

QString utcTimeMillisText(telemetry::Timestamp time)
{
    return utcText(time, u"HH:mm:ss.zzz"_s);
}

QString utcDateText(telemetry::Timestamp time)
{
    return utcText(time, u"yyyy-MM-dd"_s);
}

QString utcDateTimeText(telemetry::Timestamp time)
{
    return utcText(time, u"yyyy-MM-dd HH:mm:ss 'UTC'"_s);
}

} // namespace items
