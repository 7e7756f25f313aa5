// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "routing/proxy/RecordFilter.h"

#include "routing/proxy/Attempt.h"
#include "routing/proxy/HeaderRules.h"

#include <algorithm>
#include <boost/beast/core/string.hpp>

namespace signalbox::routing {

namespace {

QByteArray bytesOf(std::string_view view)
{
    return {view.data(), static_cast<qsizetype>(view.size())};
}

std::string_view viewOf(const QByteArray &bytes)
{
    return {bytes.constData(), static_cast<std::size_t>(bytes.size())};
}

/// What may be a secret among the fields of the policy: the value, and what follows its scheme.
void appendSecretValues(const models::Provider &provider, std::vector<std::string> &values)
{
    for (const models::HeaderField &field : provider.headers) {
        if (isFitForRecord(field.name.toStdString()))
            continue;
        values.push_back(field.value.toStdString());
        if (const qsizetype space = field.value.indexOf(' '); space >= 0)
            values.push_back(field.value.mid(space + 1).toStdString());
    }
}

Redactor redactorFor(const models::Policy &policy, const KeyRingSnapshot &keys,
                     const std::string &clientKey)
{
    // Every key that was looked up, whoever names it now.
    std::vector<std::string> values = keys ? keys->values() : std::vector<std::string>();
    values.push_back(clientKey);
    for (const models::Provider &provider : policy.providers)
        appendSecretValues(provider, values);
    return Redactor(std::move(values));
}

} // namespace

RecordFilter::RecordFilter(const models::Policy &policy, const KeyRingSnapshot &keys,
                           const std::string &clientKey)
    : m_redactor(redactorFor(policy, keys, clientKey))
{
    for (const models::Provider &provider : policy.providers) {
        if (!provider.keyHeader.isEmpty())
            m_secretFields.push_back(provider.keyHeader.toStdString());
        for (const models::HeaderField &field : provider.headers)
            m_secretFields.push_back(field.name.toStdString());
    }
}

bool RecordFilter::isFit(std::string_view name) const
{
    const auto isSame = [name](const std::string &other) {
        return boost::beast::iequals({name.data(), name.size()}, {other.data(), other.size()});
    };
    return isFitForRecord(name) && std::ranges::none_of(m_secretFields, isSame);
}

QByteArray RecordFilter::fields(const HttpHead &head) const
{
    constexpr std::size_t usualSize = 512;
    std::string fields;
    fields.reserve(usualSize);
    for (const auto &field : head.fields()) {
        const std::string_view name = stringView(field.name_string());
        if (isFit(name))
            fields.append(name).append(": ").append(stringView(field.value())).append("\n");
    }
    clean(fields);
    return bytesOf(fields);
}

QByteArray RecordFilter::fields(std::string_view lines) const
{
    std::string fields;
    fields.reserve(lines.size());
    while (!lines.empty()) {
        const std::size_t end = lines.find('\n');
        const std::size_t size = end == std::string_view::npos ? lines.size() : end + 1;
        const std::string_view line = lines.substr(0, size);
        lines.remove_prefix(size);
        if (isFit(line.substr(0, line.find(':'))))
            fields.append(line);
    }
    clean(fields);
    return bytesOf(fields);
}

RecordFilter::Body RecordFilter::body(QByteArray kept, qint64 size) const
{
    if (kept.size() < size)
        kept.truncate(static_cast<qsizetype>(m_redactor.withoutCutKey(viewOf(kept)).size()));
    const qint64 omitted = size - kept.size();
    if (m_redactor.holdsKey(viewOf(kept)))
        kept = bytesOf(m_redactor.text(viewOf(kept)));
    return {.bytes = std::move(kept), .omitted = omitted};
}

void RecordFilter::clean(AttemptFailure &failure) const
{
    clean(failure.fields);
    clean(failure.body);
    clean(failure.message);
}

void RecordFilter::clean(models::ExchangeRecord &record) const
{
    clean(record.requestedModel); // a client set up wrongly may have its key there
    clean(record.error);
    // Where no route was walked, target and model may be the client's words too.
    const bool isByName = record.route.isEmpty();
    if (isByName) {
        for (QString *words : {&record.target, &record.model, &record.reason})
            clean(*words);
    }
    for (models::AttemptRecord &attempt : record.attempts) {
        if (isByName) {
            clean(attempt.target);
            clean(attempt.model);
        }
        clean(attempt.error);
        clean(attempt.providerRequestId);
    }
}

void RecordFilter::clean(std::string &text) const
{
    if (m_redactor.holdsKey(text))
        text = m_redactor.text(text);
}

void RecordFilter::clean(QString &text) const
{
    if (text.size() < static_cast<qsizetype>(Redactor::shortestKey))
        return;
    if (const std::string utf8 = text.toStdString(); m_redactor.holdsKey(utf8))
        text = QString::fromStdString(m_redactor.text(utf8));
}

} // namespace signalbox::routing
