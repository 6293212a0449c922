// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/translations.h"

#include "models/telemetry/inenglish.h"

#include <QCoreApplication>
#include <QLibraryInfo>
#include <QLocale>

#include <algorithm>

using namespace Qt::StringLiterals;

QString languageCode(Settings::Language chosen, const QStringList& system)
{
    switch (chosen) {
    case Settings::Language::English:
        return u"en"_s;
    case Settings::Language::German:
        return u"de"_s;
    case Settings::Language::System:
        break;
    }
    for (const QString& tag : system) {
        // "de-AT", "de_AT" or "de"; the locale C has the one letter as its tag.
        const auto separator = [](QChar c) { return c == u'-' || c == u'_'; };
        const auto end = std::find_if(tag.cbegin(), tag.cend(), separator);
        const QString code = tag.left(end - tag.cbegin()).toLower();
        if (code == u"en"_s || code == u"de"_s)
            return code;
    }
    return u"en"_s;
}

QString WindowTranslator::translate(const char* context, const char* source,
                                    const char* disambiguation, int n) const
{
    return telemetry::InEnglish::isOn()
        ? QString()
        : QTranslator::translate(context, source, disambiguation, n);
}

Translations::Translations(Settings::Language chosen)
    : m_code(u"en"_s)
{
    const QString code = languageCode(chosen, QLocale::system().uiLanguages());
    // A build without Qt's tools for translations has none.
    if (code == u"en"_s || !m_own.load(u":/translations/plumbline_"_s + code))
        return;
    QCoreApplication::installTranslator(&m_own);
    m_code = code;
    const QString toolkit = u"qtbase_"_s + code;
    if (m_toolkit.load(u":/translations/"_s + toolkit)
        || m_toolkit.load(toolkit, QLibraryInfo::path(QLibraryInfo::TranslationsPath)))
        QCoreApplication::installTranslator(&m_toolkit);
}

QString Translations::code() const
{
    return m_code;
}
