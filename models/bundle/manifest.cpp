// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/bundle/manifest.h"

#include "models/bundle/signingkey.h"
#include "models/telemetry/timetext.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

#include <algorithm>
#include <cmath>
#include <utility>

using namespace Qt::StringLiterals;

namespace bundle {

namespace {

using telemetry::ErrorKind;
using telemetry::failure;
using telemetry::Result;

constexpr const char* kNeeds = "0.1.0"; // the first version that reads kFormat
constexpr std::size_t kHexHash = 64;
constexpr std::size_t kPublicKey = 32;
constexpr std::size_t kSignatureBytes = 64;

QString text(const std::string& utf8)
{
    return QString::fromStdString(utf8);
}

QString text(telemetry::Timestamp time)
{
    return text(telemetry::toRfc3339(time));
}

bool isHash(const std::string& hash)
{
    return hash.size() == kHexHash
        && hash.find_first_not_of("0123456789abcdef") == std::string::npos;
}

// Reads fields, and remembers the first that is not as it has to be.
class Fields
{
public:
    explicit Fields(QJsonObject object, std::string path = {})
        : m_object(std::move(object))
        , m_path(std::move(path))
    {
    }

    std::string string(const char* name)
    {
        const QJsonValue value = m_object[QLatin1StringView(name)];
        require(value.isString(), name);
        return value.toString().toStdString();
    }
    std::int64_t number(const char* name)
    {
        const QJsonValue value = m_object[QLatin1StringView(name)];
        const double real = value.toDouble(-1);
        constexpr double kMost = 9e15; // doubles are exact up to it
        const bool isWhole =
            value.isDouble() && real >= 0 && real <= kMost && std::floor(real) == real;
        require(isWhole, name);
        return isWhole ? static_cast<std::int64_t>(real) : 0;
    }
    bool flag(const char* name)
    {
        const QJsonValue value = m_object[QLatin1StringView(name)];
        require(value.isBool(), name);
        return value.toBool();
    }
    telemetry::Timestamp time(const char* name)
    {
        const auto read = telemetry::timestampFromText(string(name));
        require(read.has_value(), name);
        return read ? *read : telemetry::Timestamp{};
    }
    std::string hash(const char* name)
    {
        std::string read = string(name);
        require(isHash(read), name);
        return read;
    }
    bool isNull(const char* name)
    {
        const QJsonValue value = m_object[QLatin1StringView(name)];
        require(value.isNull() || value.isObject(), name);
        return !value.isObject();
    }
    Fields object(const char* name)
    {
        const QJsonValue value = m_object[QLatin1StringView(name)];
        require(value.isObject(), name);
        return Fields(value.toObject(), m_path + name + ".");
    }
    QJsonArray array(const char* name)
    {
        const QJsonValue value = m_object[QLatin1StringView(name)];
        require(value.isArray(), name);
        return value.toArray();
    }
    void require(bool isGood, const std::string& name)
    {
        if (!isGood && m_wrong.empty())
            m_wrong = m_path + name;
    }
    void adopt(const Fields& other)
    {
        if (m_wrong.empty())
            m_wrong = other.m_wrong;
    }
    const std::string& wrong() const { return m_wrong; }

private:
    QJsonObject m_object;
    std::string m_path;
    std::string m_wrong;
};

Result<QJsonObject> objectOf(const std::string& json, const char* name)
{
    QJsonParseError error;
    const QJsonDocument document = QJsonDocument::fromJson(QByteArray::fromStdString(json), &error);
    if (!document.isObject())
        return failure(ErrorKind::Unreadable,
                       std::string(name) + " is no JSON object (byte "
                           + std::to_string(error.offset) + ").");
    return document.object();
}

std::optional<Manifest::OfIncident> incidentFrom(Fields& fields)
{
    if (fields.isNull("incident"))
        return std::nullopt;
    Fields inner = fields.object("incident");
    Manifest::OfIncident incident;
    incident.id = inner.string("id");
    incident.uid = inner.string("uid");
    incident.title = inner.string("title");
    incident.start = inner.time("start");
    if (const std::string end = inner.string("end"); !end.empty())
        incident.end = inner.time("end");
    fields.adopt(inner);
    return incident;
}

std::optional<Manifest::Redaction> redactionFrom(Fields& fields)
{
    if (fields.isNull("redaction"))
        return std::nullopt;
    Fields inner = fields.object("redaction");
    Manifest::Redaction redaction;
    for (const QJsonValue& rule : inner.array("rules"))
        redaction.rules.push_back(rule.toString().toStdString());
    redaction.takenOut = inner.number("taken_out");
    fields.adopt(inner);
    return redaction;
}

bool isKnownName(const std::string& name)
{
    return name == kRecordingName
        || std::ranges::find(kDocumentNames, name) != std::end(kDocumentNames);
}

std::vector<Member> membersFrom(Fields& fields)
{
    std::vector<Member> members;
    for (const QJsonValue& value : fields.array("members")) {
        const std::string place = "members[" + std::to_string(members.size()) + "]";
        Fields inner(value.toObject(), place + ".");
        Member member{.name = inner.string("name"),
                      .size = inner.number("size"),
                      .sha256 = inner.hash("sha256")};
        fields.adopt(inner);
        fields.require(isKnownName(member.name)
                           && std::ranges::find(members, member.name, &Member::name)
                               == members.end(),
                       place + ".name");
        fields.require(member.size
                           <= (member.name == kRecordingName ? kMostRecording : kMostDocument),
                       place + ".size");
        members.push_back(std::move(member));
        if (!fields.wrong().empty())
            break;
    }
    return members;
}

} // namespace

const Member* Manifest::find(const std::string& name) const
{
    const auto found = std::ranges::find(members, name, &Member::name);
    return found == members.end() ? nullptr : &*found;
}

std::string toJson(const Manifest& manifest)
{
    QJsonArray members;
    for (const Member& member : manifest.members)
        members.append(QJsonObject{{u"name"_s, text(member.name)},
                                   {u"size"_s, qint64{member.size}},
                                   {u"sha256"_s, text(member.sha256)}});
    QJsonValue incident = QJsonValue::Null;
    if (manifest.incident)
        incident =
            QJsonObject{{u"id"_s, text(manifest.incident->id)},
                        {u"uid"_s, text(manifest.incident->uid)},
                        {u"title"_s, text(manifest.incident->title)},
                        {u"start"_s, text(manifest.incident->start)},
                        {u"end"_s, manifest.incident->end ? text(*manifest.incident->end) : u""_s}};
    QJsonValue redaction = QJsonValue::Null;
    if (manifest.redaction) {
        QJsonArray rules;
        for (const std::string& rule : manifest.redaction->rules)
            rules.append(text(rule));
        redaction = QJsonObject{{u"rules"_s, rules},
                                {u"taken_out"_s, qint64{manifest.redaction->takenOut}}};
    }
    const QJsonObject object{
        {u"format"_s, kFormat},
        {u"needs"_s, QLatin1StringView(kNeeds)},
        {u"product"_s, text(manifest.product)},
        {u"made"_s,
         QJsonObject{{u"at"_s, text(manifest.madeAt)}, {u"by"_s, text(manifest.madeBy)}}},
        {u"incident"_s, incident},
        {u"recording"_s,
         QJsonObject{{u"schema"_s, manifest.schema},
                     {u"from"_s, text(manifest.range.start)},
                     {u"until"_s, text(manifest.range.end)},
                     {u"is_part"_s, manifest.isPart},
                     {u"spans"_s, qint64{manifest.spans}},
                     {u"spans_of_whole"_s, qint64{manifest.spansOfWhole}}}},
        {u"chain"_s,
         QJsonObject{{u"entries"_s, qint64{manifest.entries}},
                     {u"last_hash"_s, text(manifest.lastHash)},
                     {u"original_entries"_s, qint64{manifest.originalEntries}},
                     {u"original_last_hash"_s, text(manifest.originalLastHash)},
                     {u"is_rebuilt"_s, manifest.isRebuilt}}},
        {u"redaction"_s, redaction},
        {u"signer"_s, text(toBase64(manifest.signer))},
        {u"members"_s, members}};
    return QJsonDocument(object).toJson(QJsonDocument::Indented).toStdString();
}

bool isLaterFormat(const std::string& json)
{
    const auto object = objectOf(json, kManifestName);
    if (!object)
        return false;
    Fields fields(*object);
    return fields.number("format") > kFormat;
}

Result<Manifest> manifestFrom(const std::string& json)
{
    const auto object = objectOf(json, kManifestName);
    if (!object)
        return tl::make_unexpected(object.error());
    Fields fields(*object);
    const std::int64_t format = fields.number("format");
    if (fields.wrong().empty() && format > kFormat)
        return failure(ErrorKind::Unreadable,
                       "The bundle is of format " + std::to_string(format)
                           + ", this Plumbline knows " + std::to_string(kFormat)
                           + ". Open it with version " + fields.string("needs") + " or later.");
    fields.require(format == kFormat, "format");
    Manifest manifest;
    manifest.product = fields.string("product");
    Fields made = fields.object("made");
    manifest.madeAt = made.time("at");
    manifest.madeBy = made.string("by");
    fields.adopt(made);
    manifest.incident = incidentFrom(fields);
    Fields recording = fields.object("recording");
    manifest.schema = static_cast<int>(std::min<std::int64_t>(recording.number("schema"), 1 << 20));
    manifest.range = {.start = recording.time("from"), .end = recording.time("until")};
    manifest.isPart = recording.flag("is_part");
    manifest.spans = recording.number("spans");
    manifest.spansOfWhole = recording.number("spans_of_whole");
    fields.adopt(recording);
    Fields chain = fields.object("chain");
    manifest.entries = chain.number("entries");
    manifest.lastHash = chain.hash("last_hash");
    manifest.originalEntries = chain.number("original_entries");
    manifest.originalLastHash = chain.hash("original_last_hash");
    manifest.isRebuilt = chain.flag("is_rebuilt");
    fields.adopt(chain);
    manifest.redaction = redactionFrom(fields);
    if (const std::string signer = fields.string("signer"); !signer.empty()) {
        manifest.signer = fromBase64(signer, kPublicKey);
        fields.require(!manifest.signer.empty(), "signer");
    }
    manifest.members = membersFrom(fields);
    fields.require(manifest.find(kRecordingName) != nullptr, "members (no recording)");
    if (!fields.wrong().empty())
        return failure(ErrorKind::Unreadable,
                       std::string(kManifestName) + ": \"" + fields.wrong()
                           + "\" is missing or not as it has to be.");
    return manifest;
}

std::string toJson(const Signature& signature)
{
    QJsonObject object{{u"algorithm"_s, signature.publicKey.empty() ? u"none"_s : u"ed25519"_s}};
    if (!signature.publicKey.empty()) {
        object[u"public_key"_s] = text(toBase64(signature.publicKey));
        object[u"signature"_s] = text(toBase64(signature.signature));
    }
    return QJsonDocument(object).toJson(QJsonDocument::Indented).toStdString();
}

Result<Signature> signatureFrom(const std::string& json)
{
    const auto object = objectOf(json, kSignatureName);
    if (!object)
        return tl::make_unexpected(object.error());
    Fields fields(*object);
    const std::string algorithm = fields.string("algorithm");
    Signature signature;
    if (algorithm == "ed25519") {
        signature.publicKey = fromBase64(fields.string("public_key"), kPublicKey);
        fields.require(!signature.publicKey.empty(), "public_key");
        signature.signature = fromBase64(fields.string("signature"), kSignatureBytes);
        fields.require(!signature.signature.empty(), "signature");
    } else {
        fields.require(algorithm == "none", "algorithm");
    }
    if (!fields.wrong().empty())
        return failure(ErrorKind::Unreadable,
                       std::string(kSignatureName) + ": \"" + fields.wrong()
                           + "\" is missing or not as it has to be.");
    return signature;
}

std::string signedText(const std::string& manifestJson)
{
    return "plumbline bundle manifest 1\n" + manifestJson;
}

} // namespace bundle
