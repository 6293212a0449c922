// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/teamreader.h"

#include "app/commands/teamread.h"
#include "app/settings.h"
#include "models/config/document.h"
#include "models/telemetry/clock.h"
#include "widgets/common/formats.h"
#include "widgets/common/plaintext.h"

#include <QMetaObject>

#include <utility>

using namespace Qt::StringLiterals;

namespace {

const QString kTeamSource = u"team/source"_s;
const QString kTeamSecret = u"team/secret"_s;

} // namespace

TeamReader& TeamReader::of(Settings& settings)
{
    auto* reader = settings.findChild<TeamReader*>(QString(), Qt::FindDirectChildrenOnly);
    return reader != nullptr ? *reader : *new TeamReader(settings);
}

TeamReader::TeamReader(Settings& settings)
    : QObject(&settings)
    , m_settings(settings)
{
    const QString source = settings.layers().held(kTeamSource).value;
    if (!source.isEmpty())
        m_copy = team::keptCopy(source, settings.teamCopies());
    connect(&settings, &Settings::changed, this, [this](const QString& key) {
        if (key == kTeamSource || key == kTeamSecret)
            read();
    });
}

TeamReader::~TeamReader()
{
    m_isCancelled = true;
    if (m_thread.joinable())
        m_thread.join();
}

void TeamReader::read()
{
    const QString source = m_settings.layers().held(kTeamSource).value;
    if (!m_copy || m_copy->source != source) {
        m_copy = team::keptCopy(source, m_settings.teamCopies());
        m_settings.setTeam(m_copy ? config::teamValues(config::readDocument(m_copy->text))
                                  : config::Values(),
                           m_copy ? m_copy->label() : QString());
    }
    m_error.reset();
    m_problems =
        m_copy ? config::problemsForTeam(config::readDocument(m_copy->text)) : QStringList();
    m_isReading = !source.isEmpty();
    if (m_thread.joinable()) {
        // The keyring may keep it for seconds, which a window does not wait for.
        m_isCancelled = true;
        m_isOutdated = true;
    } else if (m_isReading) {
        start();
    }
    emit changed();
}

void TeamReader::start()
{
    m_isCancelled = false;
    m_isOutdated = false;
    m_thread = std::thread([this, source = m_settings.layers().held(kTeamSource).value,
                            secret = m_settings.layers().held(kTeamSecret).value.toStdString()] {
        auto copy = commands::readTeamOf(source, secret, &m_isCancelled);
        QMetaObject::invokeMethod(
            this, [this, copy = std::move(copy)] { take(copy); }, Qt::QueuedConnection);
    });
}

void TeamReader::take(const telemetry::Result<team::TeamCopy>& copy)
{
    m_thread.join(); // this was the last that it did
    if (m_isOutdated) {
        if (m_isReading)
            start();
        return;
    }
    m_isReading = false;
    if (!copy) {
        m_error = copy.error();
        emit changed();
        return;
    }
    m_copy = *copy;
    const config::Document document = config::readDocument(copy->text);
    m_problems = config::problemsForTeam(document);
    if (const QString folder = m_settings.teamCopies(); !folder.isEmpty()) {
        if (const auto kept = team::keepCopy(*copy, folder); !kept)
            m_problems << QString::fromStdString(kept.error().message);
    }
    m_settings.setTeam(config::teamValues(document), copy->label());
    emit changed();
}

QString TeamReader::stateText() const
{
    if (m_settings.layers().held(kTeamSource).value.isEmpty())
        return {};
    QStringList words;
    if (m_isReading)
        words << tr("Reading the team's configuration…");
    if (m_error)
        words << tr("It cannot be read: %1").arg(common::safeLine(m_error->message));
    if (m_copy) {
        const QString label = common::safeLine(m_copy->label().toStdString());
        const auto age = telemetry::SystemClock().now() - m_copy->readAt;
        words << (m_error ? tr("The last good copy holds: %1, read %2.") : tr("From %1, read %2."))
                     .arg(label, common::agoText(age));
    } else if (m_error) {
        words << tr("There is no earlier copy: nothing comes from the team.");
    }
    return words.join(u' ');
}

QStringList TeamReader::problems() const
{
    return m_problems;
}
