// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/policy/Policy.h"
#include "models/traffic/ExchangeRecord.h"
#include "routing/http/HttpRequest.h"
#include "routing/secrets/KeyRing.h"
#include "routing/secrets/Redactor.h"

#include <QByteArray>

#include <string>
#include <string_view>
#include <vector>

namespace signalbox::routing {

struct AttemptFailure;

/// Keeps keys out of what is written down and out of what refusals say: a provider may quote the
/// key it was sent.
///
/// A value of its ProxySnapshot, made when policy or keys change; const after. An answer that
/// succeeds goes to its client untouched and is only searched for its record.
class RecordFilter final
{
public:
    RecordFilter(const models::Policy &policy, const KeyRingSnapshot &keys,
                 const std::string &clientKey);

    /// The fields of \a head as "name: value" lines, without those that may hold a secret.
    [[nodiscard]] QByteArray fields(const HttpHead &head) const;
    /// The same of \a lines as they were sent to the client.
    [[nodiscard]] QByteArray fields(std::string_view lines) const;

    struct Body
    {
        QByteArray bytes;
        qint64 omitted = 0;
    };
    /// \a kept, which is the beginning of a body of \a size bytes, with its keys masked. Copies
    /// nothing where there are none.
    [[nodiscard]] Body body(QByteArray kept, qint64 size) const;

    [[nodiscard]] const Redactor &redactor() const { return m_redactor; }
    void clean(AttemptFailure &failure) const;
    void clean(models::ExchangeRecord &record) const;

private:
    [[nodiscard]] bool isFit(std::string_view name) const;
    void clean(std::string &text) const;
    void clean(QString &text) const;

    Redactor m_redactor;
    std::vector<std::string> m_secretFields; ///< names that the policy gives a value of its own
};

} // namespace signalbox::routing
