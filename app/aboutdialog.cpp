// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/aboutdialog.h"

#include "app/commands/crashfiles.h"
#include "widgets/common/measures.h"
#include "widgets/common/plaintext.h"
#include "widgets/common/theme.h"

#include <QClipboard>
#include <QCoreApplication>
#include <QDialogButtonBox>
#include <QDir>
#include <QGuiApplication>
#include <QLabel>
#include <QLocale>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QSize>
#include <QStandardPaths>
#include <QStringList>
#include <QSysInfo>
#include <QVBoxLayout>

#include <array>
#include <cstdint>

using namespace Qt::StringLiterals;

namespace {

constexpr QSize kAboutSize{640, 560};
constexpr std::int64_t kLongestPlace = 400; // characters

struct MadeOf
{
    const char* name;
    const char* licence;
};

// What the program is linked with, or its packages bring along; tests/packaging/licences.py holds
// it to that.
constexpr std::array kMadeOf{
    MadeOf{"Qt, Qt Svg, Qt Wayland", "LGPL-3.0"},
    MadeOf{"Qt Charts", "GPL-3.0"},
    MadeOf{"SQLite", "public domain"},
    MadeOf{"libcurl", "curl (MIT/X)"},
    MadeOf{"OpenSSL", "Apache-2.0"},
    MadeOf{"gRPC", "Apache-2.0"},
    MadeOf{"Abseil", "Apache-2.0"},
    MadeOf{"Boost", "BSL-1.0"},
    MadeOf{"simdjson", "Apache-2.0"},
    MadeOf{"protozero", "BSD-2-Clause"},
    MadeOf{"nlohmann/json", "MIT"},
    MadeOf{"yaml-cpp", "MIT"},
    MadeOf{"cmark", "BSD-2-Clause"},
    MadeOf{"CLI11", "BSD-3-Clause"},
    MadeOf{"tl::expected", "CC0-1.0"},
    MadeOf{"RE2", "BSD-3-Clause"},
    MadeOf{"libarchive", "BSD-2-Clause"},
    MadeOf{"libgit2", "GPL-2.0 with linking exception"},
    MadeOf{"libpq", "PostgreSQL"},
    MadeOf{"QtKeychain", "BSD-2-Clause"},
    MadeOf{"libsecret", "LGPL-2.1"},
    MadeOf{"zlib", "Zlib"},
    MadeOf{"Zstandard", "BSD-3-Clause"},
    MadeOf{"libstdc++, libgcc", "GPL-3.0 with GCC Runtime Library Exception"},
    MadeOf{"Inter", "OFL-1.1"},
};

QString programText()
{
    const QString version = QCoreApplication::applicationVersion();
    return version.isEmpty() ? AboutDialog::tr("Plumbline, version unknown")
                             : u"Plumbline "_s + version;
}

QString placeText(const QString& path)
{
    return path.isEmpty() ? AboutDialog::tr("nowhere")
                          : common::safeLine(path.toStdString(), kLongestPlace);
}

// A package that brings libraries along holds the whole texts.
QString licenceFolder()
{
    const QString folder = QDir::cleanPath(QCoreApplication::applicationDirPath()
                                           + u"/../share/doc/plumbline/licences"_s);
    return QDir(folder).exists() ? folder : QString();
}

QString licenceText()
{
    QStringList lines{
        AboutDialog::tr("Plumbline is free software under the GNU General Public License, version "
                        "3 or later, without any warranty. It is made with:"),
        QString()};
    for (const MadeOf& part : kMadeOf)
        lines << u"%1: %2"_s.arg(QLatin1StringView(part.name), QLatin1StringView(part.licence));
    lines << QString();
    if (const QString folder = licenceFolder(); !folder.isEmpty())
        lines << AboutDialog::tr("Their whole texts, and those of what they need: %1")
                     .arg(placeText(folder));
    else
        lines << AboutDialog::tr(
            "They are those of this system: their whole texts are where it keeps such texts "
            "(/usr/share/doc).");
    return lines.join(u'\n');
}

QString placesText(const QString& settingsFile)
{
    const QString recordings =
        QStandardPaths::writableLocation(QStandardPaths::AppDataLocation) + u"/recordings"_s;
    return AboutDialog::tr("Recordings of live windows: %1").arg(placeText(recordings)) + u'\n'
        + AboutDialog::tr("Settings: %1").arg(placeText(settingsFile)) + u'\n'
        + AboutDialog::tr("Crash reports: %1").arg(placeText(commands::crashFolder())) + u'\n'
        + AboutDialog::tr("All of it stays on this machine.");
}

} // namespace

QString AboutDialog::reportText()
{
    // In English, as whoever reads it may not speak the user's language.
    QString version = QCoreApplication::applicationVersion();
    if (version.isEmpty())
        version = u"(version unknown)"_s;
    return u"Plumbline %1\nQt %2, %3\n%4, %5 %6\nlanguage %7\ncrash reports: %8\n"_s.arg(
        version, QString::fromLatin1(qVersion()), QGuiApplication::platformName(),
        QSysInfo::prettyProductName(), QSysInfo::kernelVersion(),
        QSysInfo::currentCpuArchitecture(), QLocale().name(),
        QString::number(commands::crashFiles().size()));
}

AboutDialog::AboutDialog(const common::Theme& theme, const QString& settingsFile, QWidget* parent)
    : QDialog(parent)
{
    setWindowTitle(tr("About Plumbline"));
    setAttribute(Qt::WA_DeleteOnClose);
    const auto makeText = [this](const QString& text) {
        auto* label = new QLabel(text, this);
        label->setTextFormat(Qt::PlainText);
        label->setWordWrap(true);
        label->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
        return label;
    };
    auto* program = makeText(programText());
    common::keepFont(theme, *program, common::TextSize::Title, true);
    auto* system = makeText(
        u"Qt %1 · %2"_s.arg(QString::fromLatin1(qVersion()), QSysInfo::prettyProductName()));
    auto* places = makeText(placesText(settingsFile));
    places->setObjectName(u"places"_s);
    auto* licences = new QPlainTextEdit(licenceText(), this);
    licences->setReadOnly(true);
    licences->setTabChangesFocus(true);
    licences->setAccessibleName(tr("Licences"));
    auto* buttons = new QDialogButtonBox(QDialogButtonBox::Close, this);
    QPushButton* copy =
        buttons->addButton(tr("Copy for a &Bug Report"), QDialogButtonBox::ActionRole);
    copy->setToolTip(tr("Version, system and language: no path, no name and no secret"));
    connect(copy, &QPushButton::clicked, this,
            [] { QGuiApplication::clipboard()->setText(reportText()); });
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(common::kSpace4, common::kSpace4, common::kSpace4, common::kSpace4);
    layout->setSpacing(common::kSpace3);
    layout->addWidget(program);
    layout->addWidget(system);
    layout->addWidget(places);
    layout->addWidget(licences, 1);
    layout->addWidget(buttons);
    resize(kAboutSize);
}
