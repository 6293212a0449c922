// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QColor>
#include <QFont>
#include <QObject>
#include <QPalette>
#include <QString>
#include <QStringList>

#include <array>
#include <cstddef>

class QApplication;

namespace common {

enum class ColorRole
{
    Surface0, // window
    Surface1, // panels
    Surface2, // raised: headers, hover
    Surface3, // pressed, selection background
    TextPrimary,
    TextSecondary,
    TextDisabled,
    Line, // hairlines
    Accent,
    Severity1, // worst
    Severity2,
    Severity3,
    Severity4,
    Well,
    Unknown, // never green
    ModeLive,
    ModeFixed,
    ModeReplay,
    EvidenceSupported,
    EvidenceWeak,
    EvidenceContradicted,
    EvidenceAbsent,
    EvidenceTruncated,
    Series1,
    Series2,
    Series3,
    Series4,
    Series5,
    Series6,
    Series7,
    Series8,
};
inline constexpr std::size_t kColorRoles = static_cast<std::size_t>(ColorRole::Series8) + 1;
inline constexpr int kSeriesColors = 8;

// The name of a role in the theme files: textPrimary, series1 ...
QString colorRoleName(ColorRole role);

// Type scale: 11, 13, 15, 20 px at 1x, tabular figures.
enum class TextSize
{
    Small,
    Body,
    Title,
    Display,
};

// Spacing on a 4 px grid.
inline constexpr int kSpace1 = 4;
inline constexpr int kSpace2 = 8;
inline constexpr int kSpace3 = 12;
inline constexpr int kSpace4 = 16;
inline constexpr int kSpace6 = 24;

// Named colours and fonts from resources/themes/{light,dark}.json. One object, made by app and
// handed to views; changed() tells them to repaint. GUI thread.
class Theme final : public QObject
{
    Q_OBJECT

public:
    // `name`: "light" or "dark". The files are compiled in; a broken one is a programming error.
    explicit Theme(const QString& name, QObject* parent = nullptr);

    QString name() const { return m_name; }
    bool isDark() const;
    void load(const QString& name);

    QColor color(ColorRole role) const;
    QColor series(int index) const; // 0.., repeats after eight
    QFont font(TextSize size, bool bold = false) const;
    QPalette palette() const;
    void apply(QApplication& application) const; // palette, font and ConsoleStyle

    static QStringList names(); // of the themes there are

signals:
    void changed();

private:
    QString m_name;
    std::array<QColor, kColorRoles> m_colors;
};

} // namespace common
