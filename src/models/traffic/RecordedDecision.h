// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QtGlobal>

#include <string>
#include <utility>

namespace signalbox::models {

struct ExchangeRecord;

/// Why an exchange went as it did, put into words when somebody wants to read or keep it: the
/// thread that serves requests has no time for that. Immutable; any thread may ask.
class RecordedDecision
{
public:
    RecordedDecision() = default;
    virtual ~RecordedDecision() = default;
    Q_DISABLE_COPY_MOVE(RecordedDecision)

    /// JSON that DecisionTree reads. \a record is the one that has this decision.
    [[nodiscard]] virtual std::string json(const ExchangeRecord &record) const = 0;
    /// About how much memory it takes.
    [[nodiscard]] virtual qint64 bytes() const = 0;
};

/// One that is in words already, as it comes from the store.
class DecisionText final : public RecordedDecision
{
public:
    explicit DecisionText(std::string text)
        : m_text(std::move(text))
    {}

    [[nodiscard]] std::string json(const ExchangeRecord & /*record*/) const override
    {
        return m_text;
    }
    [[nodiscard]] qint64 bytes() const override { return static_cast<qint64>(m_text.size()); }

private:
    std::string m_text;
};

} // namespace signalbox::models
