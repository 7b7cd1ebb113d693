<?php

declare(strict_types=1);

namespace Modules\ModuleSecurityChecklist\Lib\Rotation;

use DateInterval;
use DateTimeImmutable;
use Modules\ModuleSecurityChecklist\Lib\Facts\Database\Settings;
use Modules\ModuleSecurityChecklist\Lib\Facts\DatabaseSignature;
use Modules\ModuleSecurityChecklist\Lib\Facts\PasswordStorage;
use Modules\ModuleSecurityChecklist\Lib\Facts\Release;
use Modules\ModuleSecurityChecklist\Lib\Ports\CannotRead;
use Modules\ModuleSecurityChecklist\Lib\Ports\CannotStore;
use Modules\ModuleSecurityChecklist\Lib\Ports\Clock;
use Modules\ModuleSecurityChecklist\Lib\Ports\Fingerprints;
use Modules\ModuleSecurityChecklist\Lib\Ports\RotationHistory;
use Modules\ModuleSecurityChecklist\Lib\Ports\Storage;

/**
 * Compares the secrets of this reading with those of the last one, by their fingerprints, and keeps what changed when.
 *
 * Nothing is claimed to be changed that may only be stored in another way, nor after a new key, under which every
 * fingerprint is another one: then the readings begin anew.
 *
 * Made anew for every reading, before anything is read: what it keeps is about the database as it was then.
 *
 * @phpstan-import-type Head from RotationRecords
 * @phpstan-import-type Rotation from RotationHistory
 */
final class KeptRotation implements RotationHistory
{
    private SecretPrints $secrets;
    private Hole $hole;
    private Settings $settings;
    private Storage $storage;
    private RotationRecords $records;
    private Clock $clock;
    private DatabaseSignature $signature;
    private string $build;
    private ?string $before;

    /**
     * @param string $build of this module: with other code the same rows may say other things
     */
    public function __construct(
        SecretPrints $secrets,
        Hole $hole,
        Settings $settings,
        Storage $storage,
        Clock $clock,
        DatabaseSignature $signature,
        string $build
    ) {
        $this->secrets = $secrets;
        $this->hole = $hole;
        $this->settings = $settings;
        $this->storage = $storage;
        $this->records = new RotationRecords($storage);
        $this->clock = $clock;
        $this->signature = $signature;
        $this->build = $build;
        $this->before = $signature->take();
    }

    public function rotation(): array
    {
        try {
            $release = $this->settings->text('PBXVersion');
            $hole = $this->hole->of($release);
            return $this->unchanged($hole) ?? $this->observe($release, $hole);
        } catch (CannotStore $broken) {
            throw $broken->asCannotRead();
        }
    }

    /**
     * What was told last, while nothing can have changed.
     *
     * @return Rotation|null
     *
     * @throws CannotStore
     */
    private function unchanged(string $hole): ?array
    {
        $head = $this->records->head();
        if ($head === null || !$this->records->isOf($this->sign())) {
            return null;
        }
        $isSameHole = $hole === Hole::UNKNOWN || ($hole === Hole::OPEN) === $head['isHoleOpen'];
        $told = $isSameHole ? $this->records->told() : null;
        return $told === null ? null : self::rotationOf($head, $told);
    }

    /**
     * @return Rotation
     *
     * @throws CannotStore
     * @throws CannotRead
     */
    private function observe(string $release, string $hole): array
    {
        $prints = $this->secrets->all();
        $kinds = $this->secrets->kinds();
        $ofKey = $this->secrets->ofKey();
        return $this->storage->atOnce(function () use ($release, $hole, $prints, $kinds, $ofKey): array {
            $last = $this->records->isByKey($ofKey) ? $this->records->head() : null;
            $isOutdated = $this->signature->take() !== $this->before;
            $told = $isOutdated ? $this->records->told() : null;
            if ($last !== null && $told !== null) {
                // Somebody wrote meanwhile: a reading that began later may have compared already, and knows better.
                return self::rotationOf($last, $told);
            }
            if ($last === null) {
                $this->records->removeAll();
            }
            $now = $this->momentAfter($last)->format(DATE_ATOM);
            $head = self::headAfter($last, $now, $hole)
                + ['newerSince' => self::newerSince($last, $now, $release), 'kinds' => $kinds, 'release' => $release];
            $told = $this->compare($prints, $last === null, $now, self::storedOtherwise($last, $kinds, $release));
            $this->records->keep($head, $told, $ofKey, $isOutdated ? '' : $this->sign());
            return self::rotationOf($head, $told);
        });
    }

    /**
     * @param array<string, string> $prints   by owner
     * @param array<string, bool>   $mayBeSame owners whose secret may be the same although what is stored is not
     *
     * @return list<array{changedAt: string|null, owner: string}>
     *
     * @throws CannotStore
     */
    private function compare(array $prints, bool $isFirst, string $now, array $mayBeSame): array
    {
        $kept = $this->records->owners();
        $told = [];
        foreach ($prints as $owner => $print) {
            if (!isset($kept[$owner])) {
                $changedAt = $isFirst ? null : $now;
                $this->records->add($owner, $print, $now, $changedAt);
            } else {
                ['id' => $id, 'prints' => $before, 'changedAt' => $changedAt] = $kept[$owner];
                if ($before !== $print) {
                    $isSame = isset($mayBeSame[$owner]) || self::haveOneInCommon($before, $print);
                    $changedAt = $isSame ? $changedAt : $now;
                    $this->records->change($id, $print, $changedAt);
                }
            }
            $told[] = ['changedAt' => $changedAt, 'owner' => $owner];
        }
        foreach (array_diff_key($kept, $prints) as $gone) {
            $this->records->remove($gone['id']);
        }
        return $told;
    }

    /**
     * Of an owner with several secrets, one that is still there is one that was not changed.
     */
    private static function haveOneInCommon(string $before, string $now): bool
    {
        return array_intersect(str_split($before, Fingerprints::LENGTH), str_split($now, Fingerprints::LENGTH)) !== [];
    }

    /**
     * Logins whose password may be stored in another way than before, and be the same: Core hashes a plain one by
     * itself (SSH of 2026, when it starts), and an upgrade may bring another way. Within a release bcrypt becomes
     * SHA-512 crypt only when somebody saves a password.
     *
     * @param Head|null             $last
     * @param array<string, string> $kinds
     *
     * @return array<string, bool> by owner
     */
    private static function storedOtherwise(?array $last, array $kinds, string $release): array
    {
        $mayBeSame = [];
        foreach ($kinds as $owner => $kind) {
            $before = $last['kinds'][$owner] ?? PasswordStorage::PLAIN;
            if ($before !== $kind && ($before === PasswordStorage::PLAIN || ($last['release'] ?? '') !== $release)) {
                $mayBeSame[$owner] = true;
            }
        }
        return $mayBeSame;
    }

    /**
     * After each closing anew: while it was open again, everything could be read again.
     *
     * @param Head|null $last
     *
     * @return array{firstReadingAt: string, holeClosedAt: string|null, isHoleOpen: bool, lastAt: string}
     */
    private static function headAfter(?array $last, string $now, string $hole): array
    {
        $wasOpen = $last['isHoleOpen'] ?? false;
        return [
            'firstReadingAt' => $last['firstReadingAt'] ?? $now,
            'holeClosedAt' => $wasOpen && $hole === Hole::CLOSED ? $now : $last['holeClosedAt'] ?? null,
            'isHoleOpen' => $hole === Hole::OPEN || ($wasOpen && $hole === Hole::UNKNOWN),
            'lastAt' => $now,
        ];
    }

    /**
     * Once on a newer release, for good: what is changed after a way back may be of either. Where it was not kept, as early as it can
     * be, so that nothing counts as changed before it.
     *
     * @param Head|null $last
     */
    private static function newerSince(?array $last, string $now, string $release): ?string
    {
        if ($last !== null && $last['newerSince'] === null && (new Release($last['release']))->isAtLeast(Release::SHA512)) {
            return $last['firstReadingAt'];
        }
        return $last['newerSince'] ?? ((new Release($release))->isAtLeast(Release::SHA512) ? $now : null);
    }

    /**
     * Later than everything before, wherever the clock was set: the order of what happened is what is judged.
     *
     * @param Head|null $last
     */
    private function momentAfter(?array $last): DateTimeImmutable
    {
        $now = $this->clock->now();
        $before = $last === null ? false : DateTimeImmutable::createFromFormat(DATE_ATOM, $last['lastAt']);
        $isLater = $before === false || $now->getTimestamp() > $before->getTimestamp();
        return $isLater ? $now : $before->add(new DateInterval('PT1S'));
    }

    /**
     * '': the database cannot be seen, so that anything may have changed.
     */
    private function sign(): string
    {
        return $this->before === null ? '' : hash('sha256', $this->build . ' ' . $this->before, true);
    }

    /**
     * @param Head                                                $head
     * @param list<array{changedAt: string|null, owner: string}> $told
     *
     * @return Rotation
     */
    private static function rotationOf(array $head, array $told): array
    {
        return [
            'firstReadingAt' => $head['firstReadingAt'],
            'holeClosedAt' => $head['holeClosedAt'],
            'newerSince' => $head['newerSince'],
            'secrets' => $told,
        ];
    }
}
