// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/policy/RouteGraph.h"
#include "routing/spending/JournalLine.h"

#include <QByteArray>
#include <QtGlobal>

#include <array>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace signalbox::routing {

/// Which limit a request ran into.
enum class RateLimitKind : quint8 {
    Nothing,
    Requests,
    Tokens,
    Concurrent,
    Units, ///< more units are active than are counted at once
};

struct RateVerdict
{
    RateLimitKind limit = RateLimitKind::Nothing;
    /// When to ask again; -1: never, it is larger than the limit. For Concurrent a guess.
    qint64 retryAfterMs = 0;
    qint64 requests = 0; ///< counted of the unit before this one
    qint64 tokens = 0;
    int running = 0;

    [[nodiscard]] bool isAdmitted() const { return limit == RateLimitKind::Nothing; }
};

class RateLimiter;

/// A request that was let through; it runs until this is destroyed. A value on the limiter's
/// thread; the limiter must outlive it.
class RateTicket final
{
public:
    RateTicket() = default;
    ~RateTicket();
    RateTicket(RateTicket &&other) noexcept;
    RateTicket &operator=(RateTicket &&other) noexcept;
    RateTicket(const RateTicket &) = delete;
    RateTicket &operator=(const RateTicket &) = delete;

    /// What it really took, instead of the estimate that it was let through with.
    void correct(qint64 tokens);

private:
    friend class RateLimiter;

    RateLimiter *m_limiter = nullptr;
    quint32 m_slot = 0;
    quint32 m_epoch = 0;
    qint64 m_bucket = 0;
    qint64 m_tokens = 0;
};

struct RateAdmission
{
    RateVerdict verdict;
    RateTicket ticket; ///< empty when it was not let through, or nothing is limited
};

/// How much of its limits a unit has used.
struct RateUsage
{
    qint64 requests = 0; ///< in its window
    qint64 tokens = 0; ///< in its window
    int running = 0;
};

/// The key of what is counted together: \a owner is a node, a client or a provider's key, \a unit
/// the conversation, client, ... or empty. The same in every run: journals are kept by it.
[[nodiscard]] quint64 rateUnit(std::string_view owner, std::string_view unit = {});

/// Counts requests and tokens in sliding windows, and requests that run.
///
/// A window is cut into 32 buckets, and one more is counted than fit into it, so no window of the
/// given length ever holds more than its limit; in exchange a place becomes free up to a 32nd of
/// the window late. Only correct() may exceed a limit of tokens, as it tells what has happened.
///
/// Lives on one thread (the proxy's); takes monotonic nanoseconds, and treats a clock that goes
/// back as standing still. The number of units is bounded: those with nothing left in their window
/// make room, and while none has, unknown ones are refused. Does no I/O: see takeChanges().
class RateLimiter final
{
public:
    static constexpr std::size_t usualUnits = 16'384; ///< about 0.5 KiB each

    /// \a mark is the letter its entries in a journal begin with, of those that no BudgetLedger
    /// uses (it has d, w and m).
    explicit RateLimiter(std::size_t maxUnits = usualUnits, char mark = 'r');
    ~RateLimiter();
    Q_DISABLE_COPY_MOVE(RateLimiter)

    /// Lets a request of about \a tokens through, or says why not and when to come again. Other
    /// \a limits than before for the same unit take effect at once; what was counted stays.
    [[nodiscard]] RateAdmission tryBegin(const models::RateLimits &limits, quint64 unit,
                                         qint64 tokens, qint64 nowNs);
    /// What tryBegin() would say, without counting it.
    [[nodiscard]] RateVerdict peek(const models::RateLimits &limits, quint64 unit, qint64 tokens,
                                   qint64 nowNs) const;
    /// What is counted of a unit now, for people and for metrics.
    [[nodiscard]] RateUsage usage(quint64 unit, qint64 nowNs) const;
    /// The same of at most \a most units, those used last, by their keys.
    [[nodiscard]] std::unordered_map<quint64, RateUsage> usages(std::size_t most,
                                                                qint64 nowNs) const;
    [[nodiscard]] std::size_t unitCount() const { return m_slotOf.size(); }

    [[nodiscard]] bool hasChanges() const { return !m_changed.empty(); }
    /// What changed since the last call, as one line to append to the journal; empty for nothing.
    [[nodiscard]] JournalText takeChanges(qint64 nowNs, qint64 wallMs);
    /// All that is left in its window, as one line that can stand for the whole journal and for
    /// what takeChanges() would tell.
    [[nodiscard]] JournalText takeSnapshot(qint64 nowNs, qint64 wallMs);
    /// Takes over what a journal says; call it before anything begins. Requests that ran when their
    /// process died count as let through, and run no more. How long ago they were is told by the
    /// wall clock; if that went back they are as of now.
    void restore(const QByteArray &journal, qint64 nowNs, qint64 wallMs);

private:
    friend class RateTicket;
    struct JournalEntry;

    static constexpr int bucketsPerWindow = 32;
    static constexpr int bucketCount = bucketsPerWindow + 1;
    static constexpr quint32 noSlot = 0xFFFF'FFFF;

    struct Unit
    {
        quint64 key = 0;
        qint64 widthNs = 0; ///< of a bucket
        qint64 phaseNs = 0; ///< when bucket 0 began, less than a width
        qint64 newest = 0; ///< number of the newest bucket; see bucketAt()
        qint64 requests = 0; ///< in all buckets
        qint64 tokens = 0;
        std::array<qint64, bucketCount> tokensIn{};
        std::array<quint32, bucketCount> requestsIn{};
        quint32 epoch = 0; ///< changes whenever tickets of before no longer fit the buckets
        int running = 0;
        bool isChanged = false; ///< since it was written into a journal
        quint32 newer = noSlot; ///< by last use
        quint32 older = noSlot;
    };

    /// Bucket numbers count from long before the clock's zero, so that what a journal tells of an
    /// earlier run has its place, too.
    static qint64 sinceOrigin(qint64 nowNs);
    static qint64 bucketAt(const Unit &unit, qint64 nowNs);
    static qint64 newestBegan(const Unit &unit);
    static qint64 widthFor(const models::RateLimits &limits);
    static void advance(Unit &unit, qint64 nowNs);
    static void setWidth(Unit &unit, qint64 widthNs, qint64 nowNs);
    /// judge(), with what was counted.
    static RateVerdict check(const models::RateLimits &limits, const Unit &unit, qint64 tokens,
                             qint64 nowNs);
    static RateVerdict judge(const models::RateLimits &limits, const Unit &unit, qint64 tokens,
                             qint64 nowNs);
    static qint64 waitNs(const Unit &unit, qint64 excessRequests, qint64 excessTokens,
                         qint64 nowNs);
    [[nodiscard]] quint32 idleSlot(qint64 nowNs) const;
    quint32 slotFor(quint64 key, qint64 widthNs, qint64 nowNs);
    void unlink(quint32 slot);
    void linkNewest(quint32 slot);
    void end(RateTicket &ticket);
    void noteChange(quint32 slot);
    static void appendUnit(const Unit &unit, char mark, qint64 nowNs, qint64 wallMs,
                           QByteArray &line);
    /// The line that tells of \a units, which it keeps.
    [[nodiscard]] JournalText textOf(std::vector<Unit> units, qint64 nowNs, qint64 wallMs) const;
    void restoreUnit(const JournalEntry &entry, qint64 nowNs, qint64 wallMs);

    std::size_t m_maxUnits;
    char m_mark;
    std::vector<quint32> m_changed; ///< slots
    std::vector<Unit> m_units;
    std::unordered_map<quint64, quint32> m_slotOf;
    quint32 m_newest = noSlot;
    quint32 m_oldest = noSlot;
};

} // namespace signalbox::routing
