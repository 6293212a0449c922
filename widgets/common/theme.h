// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QColor>
#include <QFont>
#include <QObject>
#include <QPalette>
#include <QPen>
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
    Edge, // of what is typed into or ticked: it has to be found
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

// Type scale: 11, 13, 15, 20 px at 1x and 100 %, tabular figures.
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

// How much room rows and controls take.
enum class Density
{
    Comfortable,
    Compact,
};

// Text size in percent of the type scale.
inline constexpr int kSmallestText = 90;
inline constexpr int kUsualText = 100;
inline constexpr int kLargestText = 150;

// What the operator has chosen, or the system.
struct LookChoice
{
    QString theme; // one of Theme::names()
    Density density = Density::Comfortable;
    int textPercent = kUsualText;
    bool isStill = false;
};

// Named colours and fonts from resources/themes/*.json, and the measures that go with them. One
// object, made by app and handed to views; changed() tells them to take fonts and heights anew and
// to repaint. GUI thread.
class Theme final : public QObject
{
    Q_OBJECT

public:
    // `name`: one of names(). The files are compiled in; a broken one is a programming error.
    explicit Theme(const QString& name, QObject* parent = nullptr);

    QString name() const { return m_name; }
    bool isDark() const;
    // Text has 7:1 and marks 4.5:1 on every surface; lines are thicker.
    bool isHighContrast() const { return m_isHighContrast; }
    void load(const QString& name);

    // All of it at once: first the application, so that what views measure when they hear of it is
    // the new one.
    void choose(const LookChoice& choice, QApplication& application);
    Density density() const { return m_density; }
    int textPercent() const { return m_textPercent; } // within kSmallestText .. kLargestText
    // Nothing moves by itself but what data moves: no text cursor blinks, and what fills does it in
    // steps.
    bool isStill() const { return m_isStill; }

    // Of `pixels` that hold text at 100 %.
    int scaled(int pixels) const;
    double scaled(double pixels) const { return pixels * m_textPercent / kUsualText; }
    // The height of a row of a list or table: follows the text and, compact, is up to 8 px lower.
    int row(int pixels) const;
    // Free room within a row or beside its text: half of it when compact.
    int pad(int pixels) const;
    QPen focusPen() const; // around what has the focus, where a view paints that itself
    double stroke(double width) const { return m_isHighContrast ? width * kThick : width; }

    QColor color(ColorRole role) const;
    QColor series(int index) const; // 0.., repeats after eight
    QFont font(TextSize size, bool bold = false) const;
    QPalette palette() const;
    void apply(QApplication& application) const; // palette, font, ConsoleStyle and the text cursor

    static QStringList names(); // of the themes there are

signals:
    void changed();

private:
    void read(const QString& name);

    static constexpr double kThick = 1.5; // of lines, in high contrast

    QString m_name;
    bool m_isHighContrast = false;
    bool m_isStill = false;
    Density m_density = Density::Comfortable;
    int m_textPercent = kUsualText;
    std::array<QColor, kColorRoles> m_colors;
};

} // namespace common
