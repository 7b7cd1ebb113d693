<?php

declare(strict_types=1);

namespace Modules\ModuleSecurityChecklist\Lib\Facts;

use InvalidArgumentException;
use Modules\ModuleSecurityChecklist\Lib\Facts\Database\Settings;
use Modules\ModuleSecurityChecklist\Lib\Ports\CannotRead;
use Modules\ModuleSecurityChecklist\Lib\Ports\Clock;
use Modules\ModuleSecurityChecklist\Lib\Ports\PartCache;
use Throwable;

/**
 * Reads the facts of this PBX, part by part. A part that breaks is unknown with its reason; the rest stands.
 *
 * Made anew for every reading: what several parts share is read once and kept as long as this lives.
 */
final class FactsReader
{
    /** @var array<string, Part> by name, in the order of the contract */
    private array $parts = [];
    private Settings $settings;
    private Clock $clock;
    private PartCache $cache;
    private DatabaseSignature $signature;
    private string $build;

    /**
     * @param list<Part> $parts in the order of the contract
     * @param string     $build of this module: with other code or another dictionary the same rows may say other things
     */
    public function __construct(
        array $parts,
        Settings $settings,
        Clock $clock,
        PartCache $cache,
        DatabaseSignature $signature,
        string $build
    ) {
        foreach ($parts as $part) {
            $this->parts[$part->name()] = $part;
        }
        $this->settings = $settings;
        $this->clock = $clock;
        $this->cache = $cache;
        $this->signature = $signature;
        $this->build = $build;
    }

    /**
     * @return list<string> names of all parts, in the order of the contract
     */
    public function names(): array
    {
        return array_keys($this->parts);
    }

    /**
     * @param string            $address of this PBX, as the asker knows it
     * @param list<string>|null $names   null: all
     *
     * @throws InvalidArgumentException for a name that is no part
     */
    public function read(string $address, ?array $names = null): Reading
    {
        $wanted = $this->parts;
        if ($names !== null) {
            $strangers = array_diff($names, array_keys($this->parts));
            if ($strangers !== []) {
                throw new InvalidArgumentException('no part of the facts: ' . implode(', ', $strangers));
            }
            $wanted = array_intersect_key($this->parts, array_flip($names));
        }
        // Thousands of rows would make the collector of cycles look again and again, and there are none.
        $isCollecting = gc_enabled();
        gc_disable();
        try {
            return $this->readParts($wanted, $address);
        } finally {
            if ($isCollecting) {
                gc_enable();
            }
        }
    }

    /**
     * @param array<string, Part> $wanted
     */
    private function readParts(array $wanted, string $address): Reading
    {
        $readAt = $this->clock->now()->format(DATE_ATOM);
        $before = $this->cacheKey();
        $kept = $before === null ? [] : $this->cache->fetch($before);
        $fresh = [];
        $readings = [];
        foreach ($wanted as $name => $part) {
            $isCacheable = $part instanceof DatabasePart;
            if ($isCacheable && isset($kept[$name])) {
                $readings[$name] = PartReading::known($kept[$name]['json'], $kept[$name]['digest'], $readAt);
                continue;
            }
            try {
                $data = $part->read();
                $json = CanonicalJson::encode($data);
                $lasting = $part instanceof FleetingPart ? CanonicalJson::encode($part->lasting($data)) : $json;
                $digest = hash('sha256', $lasting);
                $readings[$name] = PartReading::known($json, $digest, $readAt);
                if ($isCacheable) {
                    $fresh[$name] = ['json' => $json, 'digest' => $digest];
                }
            } catch (CannotRead $broken) {
                $readings[$name] = PartReading::unknown($broken->reason(), $broken->getMessage(), $readAt);
            } catch (Throwable $broken) {
                // A stranger's message may hold anything, a secret too: only its kind is told.
                $readings[$name] = PartReading::unknown(CannotRead::FAILED, get_class($broken), $readAt);
            }
        }
        // Only what was read while nobody wrote may be kept.
        if ($before !== null && $fresh !== [] && $this->cacheKey() === $before) {
            $this->cache->store($before, $fresh + $kept);
        }
        return new Reading($address, $this->pbxName(), $readAt, $readings);
    }

    /**
     * null: nothing may be kept.
     */
    private function cacheKey(): ?string
    {
        $signature = $this->signature->take();
        return $signature === null ? null : $this->build . ' ' . $signature;
    }

    /**
     * For show only: '' where it cannot be read.
     */
    private function pbxName(): string
    {
        try {
            return $this->settings->text('Name');
        } catch (CannotRead $unreadable) {
            return '';
        }
    }
}
