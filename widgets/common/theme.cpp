// SPDX-License-Identifier: GPL-3.0-or-later

#include "widgets/common/theme.h"

#include "widgets/common/consolestyle.h"
#include "widgets/common/plaintooltips.h"

#include <QApplication>
#include <QDir>
#include <QFile>
#include <QFontDatabase>
#include <QJsonDocument>
#include <QJsonObject>
#include <QToolTip>

#include <algorithm>
#include <cmath>

using namespace Qt::StringLiterals;

// Resources of a static library are dropped by the linker unless something asks for them. The macro
// wants to stand outside any namespace.
static void initResources()
{
    Q_INIT_RESOURCE(plumbline);
}

namespace common {

namespace {

constexpr std::array<const char*, kColorRoles> kRoleNames{
    "surface0",       "surface1",
    "surface2",       "surface3",
    "textPrimary",    "textSecondary",
    "textDisabled",   "line",
    "edge",           "accent",
    "severity1",      "severity2",
    "severity3",      "severity4",
    "well",           "unknown",
    "modeLive",       "modeFixed",
    "modeReplay",     "evidenceSupported",
    "evidenceWeak",   "evidenceContradicted",
    "evidenceAbsent", "evidenceTruncated",
    "series1",        "series2",
    "series3",        "series4",
    "series5",        "series6",
    "series7",        "series8",
};

// An installation that brings its libraries along brings the font, too.
void addOwnFonts()
{
    const QDir folder(QCoreApplication::applicationDirPath() + "/../share/plumbline/fonts"_L1);
    for (const QString& name : folder.entryList({u"*.otf"_s, u"*.ttf"_s}, QDir::Files))
        QFontDatabase::addApplicationFont(folder.filePath(name));
}

bool hasInter()
{
    return QFontDatabase::families().contains("Inter"_L1);
}

QString fontFamily()
{
    // Asked once: the list of families is long.
    static const QString family = hasInter() || (addOwnFonts(), hasInter())
        ? u"Inter"_s
        : QFontDatabase::systemFont(QFontDatabase::GeneralFont).family();
    return family;
}

constexpr int kThickFocus = 3; // px, in high contrast
constexpr int kMostTightened = 8; // px of a compact row
constexpr int kSmallestFont = 11; // px: below it text cannot be read

int pixelSize(TextSize size)
{
    switch (size) {
    case TextSize::Small:
        return 11;
    case TextSize::Body:
        return 13;
    case TextSize::Title:
        return 15;
    case TextSize::Display:
        return 20;
    }
    return 13;
}

} // namespace

QString colorRoleName(ColorRole role)
{
    return QString::fromLatin1(kRoleNames.at(static_cast<std::size_t>(role)));
}

Theme::Theme(const QString& name, QObject* parent)
    : QObject(parent)
{
    load(name);
}

QStringList Theme::names()
{
    return {u"dark"_s, u"high-contrast-dark"_s, u"high-contrast-light"_s, u"light"_s};
}

bool Theme::isDark() const
{
    return color(ColorRole::Surface0).lightness() < 128;
}

void Theme::load(const QString& name)
{
    read(name);
    emit changed();
}

void Theme::read(const QString& name)
{
    initResources();
    QFile file(u":/themes/%1.json"_s.arg(name));
    if (!file.open(QIODevice::ReadOnly))
        qFatal("theme %s is not compiled in", qUtf8Printable(name));
    const QJsonObject content = QJsonDocument::fromJson(file.readAll()).object();
    const QJsonObject colors = content["colors"_L1].toObject();
    for (std::size_t i = 0; i < kColorRoles; ++i) {
        const QColor color =
            QColor::fromString(colors[QLatin1StringView(kRoleNames.at(i))].toString());
        if (!color.isValid())
            qFatal("theme %s has no colour %s", qUtf8Printable(name), kRoleNames.at(i));
        m_colors.at(i) = color;
    }
    m_name = name;
    m_isHighContrast = content["highContrast"_L1].toBool();
}

void Theme::choose(const LookChoice& choice, QApplication& application)
{
    read(choice.theme);
    m_density = choice.density;
    m_textPercent = std::clamp(choice.textPercent, kSmallestText, kLargestText);
    m_isStill = choice.isStill;
    apply(application);
    emit changed();
}

int Theme::scaled(int pixels) const
{
    return static_cast<int>(std::lround(scaled(double(pixels))));
}

int Theme::row(int pixels) const
{
    const int height = scaled(pixels);
    return m_density == Density::Compact ? height - std::min(kMostTightened, height / 6) : height;
}

int Theme::pad(int pixels) const
{
    return m_density == Density::Compact ? pixels / 2 : pixels;
}

QColor Theme::color(ColorRole role) const
{
    return m_colors.at(static_cast<std::size_t>(role));
}

QColor Theme::series(int index) const
{
    const int wrapped = ((index % kSeriesColors) + kSeriesColors) % kSeriesColors;
    return m_colors.at(static_cast<std::size_t>(ColorRole::Series1)
                       + static_cast<std::size_t>(wrapped));
}

QPen Theme::focusPen() const
{
    return QPen(color(ColorRole::Accent), m_isHighContrast ? kThickFocus : 1);
}

QFont Theme::font(TextSize size, bool bold) const
{
    QFont font(fontFamily());
    font.setPixelSize(std::max(kSmallestFont, scaled(pixelSize(size))));
    font.setWeight(bold ? QFont::DemiBold : QFont::Normal);
    font.setStyleStrategy(QFont::PreferAntialias);
    return font;
}

QPalette Theme::palette() const
{
    QPalette palette;
    const auto set = [&](QPalette::ColorRole role, ColorRole ours) {
        palette.setColor(role, color(ours));
    };
    set(QPalette::Window, ColorRole::Surface0);
    set(QPalette::Base, ColorRole::Surface1);
    set(QPalette::AlternateBase, ColorRole::Surface2);
    set(QPalette::Button, ColorRole::Surface2);
    set(QPalette::ToolTipBase, ColorRole::Surface2);
    set(QPalette::Light, ColorRole::Surface3);
    set(QPalette::Midlight, ColorRole::Surface3);
    set(QPalette::Mid, ColorRole::Line);
    set(QPalette::Dark, ColorRole::Edge);
    set(QPalette::Shadow, ColorRole::Line);
    set(QPalette::Highlight, ColorRole::Surface3);
    set(QPalette::Link, ColorRole::Accent);
    set(QPalette::LinkVisited, ColorRole::Accent);
    set(QPalette::BrightText, ColorRole::Severity1);
    set(QPalette::PlaceholderText, ColorRole::TextSecondary);
    for (const auto role : {QPalette::WindowText, QPalette::Text, QPalette::ButtonText,
                            QPalette::HighlightedText, QPalette::ToolTipText}) {
        set(role, ColorRole::TextPrimary);
        palette.setColor(QPalette::Disabled, role, color(ColorRole::TextDisabled));
    }
    return palette;
}

void Theme::apply(QApplication& application) const
{
    keepToolTipsPlain(application);
    // Before the first: later the system's would be the one that was set here.
    static const int systemFlash = QApplication::cursorFlashTime();
    QApplication::setCursorFlashTime(m_isStill ? 0 : systemFlash);
    application.setStyle(new ConsoleStyle({.isCompact = m_density == Density::Compact,
                                           .isHighContrast = m_isHighContrast,
                                           .textPercent = m_textPercent})); // it owns it
    application.setPalette(palette());
    application.setFont(font(TextSize::Body));
    QToolTip::setFont(font(TextSize::Small));
    QToolTip::setPalette(palette());
}

} // namespace common
