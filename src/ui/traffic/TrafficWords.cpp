// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/traffic/TrafficWords.h"

#include <QCoreApplication>

namespace signalbox::ui {

using models::ClientDialect;
using models::CostSource;
using models::ErrorClass;
using models::ExchangeOutcome;
using models::TrafficTableModel;

namespace {

/// Carries the translation context for functions that belong to no class.
struct TrafficWords
{
    Q_DECLARE_TR_FUNCTIONS(TrafficWords)
};

} // namespace

QString outcomeText(ExchangeOutcome outcome)
{
    switch (outcome) {
    case ExchangeOutcome::Success:
        return TrafficWords::tr("OK");
    case ExchangeOutcome::Refused:
        return TrafficWords::tr("Refused");
    case ExchangeOutcome::ProviderError:
        return TrafficWords::tr("Failed");
    case ExchangeOutcome::BrokenStream:
        return TrafficWords::tr("Broke off");
    case ExchangeOutcome::ClientGone:
        return TrafficWords::tr("Client left");
    }
    return {};
}

QString statusText(const QString &status, ExchangeOutcome outcome)
{
    return outcome == ExchangeOutcome::Success
        ? status
        : QStringLiteral("%1 %2").arg(status, outcomeText(outcome));
}

QString outcomeExplanation(ExchangeOutcome outcome)
{
    switch (outcome) {
    case ExchangeOutcome::Success:
        return TrafficWords::tr("The client got a whole answer.");
    case ExchangeOutcome::Refused:
        return TrafficWords::tr("Signalbox itself refused the request.");
    case ExchangeOutcome::ProviderError:
        return TrafficWords::tr("Every attempt failed; the client got an error.");
    case ExchangeOutcome::BrokenStream:
        return TrafficWords::tr("The answer broke off after the client had part of it.");
    case ExchangeOutcome::ClientGone:
        return TrafficWords::tr("The client went away before the answer was complete.");
    }
    return {};
}

StateDot::Color outcomeColor(ExchangeOutcome outcome)
{
    switch (outcome) {
    case ExchangeOutcome::Success:
        return StateDot::Color::Success;
    case ExchangeOutcome::Refused:
    case ExchangeOutcome::ClientGone:
        return StateDot::Color::Warning;
    case ExchangeOutcome::ProviderError:
    case ExchangeOutcome::BrokenStream:
        return StateDot::Color::Danger;
    }
    return StateDot::Color::Muted;
}

QString errorClassText(ErrorClass errorClass)
{
    switch (errorClass) {
    case ErrorClass::None:
        return TrafficWords::tr("none");
    case ErrorClass::RateLimited:
        return TrafficWords::tr("rate limited");
    case ErrorClass::ServerError:
        return TrafficWords::tr("server error");
    case ErrorClass::Timeout:
        return TrafficWords::tr("timed out");
    case ErrorClass::Connection:
        return TrafficWords::tr("no connection");
    case ErrorClass::Authentication:
        return TrafficWords::tr("key refused");
    case ErrorClass::ContextTooLong:
        return TrafficWords::tr("prompt too long");
    case ErrorClass::ContentFilter:
        return TrafficWords::tr("content filter");
    case ErrorClass::BadRequest:
        return TrafficWords::tr("bad request");
    case ErrorClass::Cancelled:
        return TrafficWords::tr("cancelled");
    case ErrorClass::NotFound:
        return TrafficWords::tr("model not found");
    }
    return {};
}

QString dialectText(ClientDialect dialect)
{
    switch (dialect) {
    case ClientDialect::Unknown:
        return TrafficWords::tr("unknown");
    case ClientDialect::OpenAiChat:
        return TrafficWords::tr("OpenAI Chat");
    case ClientDialect::OpenAiResponses:
        return TrafficWords::tr("OpenAI Responses");
    case ClientDialect::OpenAiEmbeddings:
        return TrafficWords::tr("OpenAI Embeddings");
    case ClientDialect::OpenAiModels:
        return TrafficWords::tr("OpenAI Models");
    case ClientDialect::Anthropic:
        return TrafficWords::tr("Anthropic Messages");
    case ClientDialect::Gemini:
        return TrafficWords::tr("Gemini");
    case ClientDialect::Ollama:
        return TrafficWords::tr("Ollama");
    }
    return {};
}

QString costSourceText(CostSource source)
{
    switch (source) {
    case CostSource::Unknown:
        return TrafficWords::tr("unknown: no usage or no price");
    case CostSource::Estimated:
        return TrafficWords::tr("estimated from the reported tokens and the price table");
    case CostSource::Reported:
        return TrafficWords::tr("reported by the provider");
    case CostSource::Cached:
        return TrafficWords::tr("nothing: the answer came from the cache");
    }
    return {};
}

QString kindText(const models::ExchangeRecord &record)
{
    switch (record.kind) {
    case models::ExchangeKind::Client:
        break;
    case models::ExchangeKind::Shadow:
        return TrafficWords::tr("Shadow of %1: a copy whose answer no client saw")
            .arg(models::exchangeIdText(record.shadowOf));
    case models::ExchangeKind::Probe:
        return TrafficWords::tr("Health probe: Signalbox asked whether the target is well");
    }
    return TrafficWords::tr("A client's request");
}

QString columnTitle(TrafficTableModel::Column column)
{
    switch (column) {
    case TrafficTableModel::TimeColumn:
        return TrafficWords::tr("Time");
    case TrafficTableModel::RequestedColumn:
        return TrafficWords::tr("Requested");
    case TrafficTableModel::ServedColumn:
        return TrafficWords::tr("Served by");
    case TrafficTableModel::RouteColumn:
        return TrafficWords::tr("Route");
    case TrafficTableModel::StatusColumn:
        return TrafficWords::tr("Status");
    case TrafficTableModel::TtftColumn:
        return TrafficWords::tr("TTFT");
    case TrafficTableModel::TotalColumn:
        return TrafficWords::tr("Total");
    case TrafficTableModel::SpeedColumn:
        return TrafficWords::tr("Tok/s");
    case TrafficTableModel::InputColumn:
        return TrafficWords::tr("In");
    case TrafficTableModel::OutputColumn:
        return TrafficWords::tr("Out");
    case TrafficTableModel::CachedColumn:
        return TrafficWords::tr("Cached");
    case TrafficTableModel::CostColumn:
        return TrafficWords::tr("Cost");
    case TrafficTableModel::FinishColumn:
        return TrafficWords::tr("Finish");
    case TrafficTableModel::ColumnCount:
        break;
    }
    return {};
}

} // namespace signalbox::ui
