// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "routing/proxy/AnswerLessons.h"

#include "models/policy/Signal.h"
#include "routing/http/HttpRequest.h"
#include "routing/signals/PromptReaders.h"
#include "routing/signals/RequestSurvey.h"

#include <QElapsedTimer>
#include <QThreadPool>

#include <atomic>

namespace signalbox::routing {

namespace {

int taskTypeOf(const Endpoint &endpoint, const std::string &body)
{
    static const QStringList names = models::taskTypeNames();
    const RequestSurvey survey = RequestSurvey::read(endpoint, body);
    if (survey.lastText.empty())
        return -1;
    const std::string_view name = PromptReaders::byRules().taskType->classify(promptView(survey));
    return static_cast<int>(
        names.indexOf(QLatin1String(name.data(), static_cast<qsizetype>(name.size()))));
}

} // namespace

struct AnswerLessons::Job
{
    Answered answered;
    Learned learned; ///< written before `isDone`
    qint64 beganNs = 0; ///< monotonic, of the proxy thread
    qint64 tookNs = 0; ///< written before `isDone`
    std::atomic<bool> isDone = false;

    void read();
};

void AnswerLessons::Job::read()
{
    QElapsedTimer timer;
    timer.start();
    learned.exchange = answered.exchange;
    learned.target = answered.target;
    learned.taskType = taskTypeOf(answered.endpoint, answered.request);
    learned.judgements = judgeAnswer({.endpoint = answered.endpoint,
                                      .model = answered.model,
                                      .request = answered.request,
                                      .answer = answered.answer,
                                      .framing = answered.framing});
    tookNs = timer.nsecsElapsed();
    isDone.store(true, std::memory_order_release);
}

AnswerLessons::AnswerLessons() = default;
AnswerLessons::~AnswerLessons() = default;

void AnswerLessons::add(Answered answered, qint64 nowNs)
{
    if (!hasRoom())
        return;
    answered.request.reserve(answered.request.size() + PaddedBody::padding);
    m_waiting.push_back(std::move(answered));
    startNext(nowNs);
}

void AnswerLessons::startNext(qint64 nowNs)
{
    if (m_job || m_waiting.empty() || nowNs < m_restsUntilNs)
        return;
    m_job = std::make_shared<Job>();
    m_job->answered = std::move(m_waiting.front());
    m_job->beganNs = nowNs;
    m_waiting.pop_front();
    QThreadPool::globalInstance()->start([job = m_job] { job->read(); });
}

std::optional<AnswerLessons::Learned> AnswerLessons::take(qint64 nowNs)
{
    std::optional<Learned> learned;
    if (m_job && m_job->isDone.load(std::memory_order_acquire)) {
        constexpr qint64 restPerWork = 20;
        m_restsUntilNs = m_job->beganNs + restPerWork * m_job->tookNs;
        learned = std::move(m_job->learned);
        m_job.reset();
    }
    startNext(nowNs);
    return learned;
}

} // namespace signalbox::routing
