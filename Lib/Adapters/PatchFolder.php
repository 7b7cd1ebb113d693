<?php

declare(strict_types=1);

namespace Modules\ModuleSecurityChecklist\Lib\Adapters;

use Modules\ModuleSecurityChecklist\Lib\Facts\Patch\Markers;
use Modules\ModuleSecurityChecklist\Lib\Patch\PatchOrder;
use Modules\ModuleSecurityChecklist\Lib\Patch\PatchState;
use Modules\ModuleSecurityChecklist\Lib\Ports\CannotRead;
use Modules\ModuleSecurityChecklist\Lib\Ports\Line;
use Modules\ModuleSecurityChecklist\Lib\Ports\PatchCounter;
use Modules\ModuleSecurityChecklist\Lib\Ports\PatchMemory;
use Modules\ModuleSecurityChecklist\Lib\Ports\PatchRecords;
use Modules\ModuleSecurityChecklist\Lib\Root\Questions;
use stdClass;

/**
 * Orders and what is shown are files in the module's private folder; what root goes by lies where root alone can enter.
 * Each has one name, so that nothing of a request ever becomes a path.
 */
final class PatchFolder implements PatchCounter, PatchMemory, PatchRecords
{
    private const STATUS = 'patch.status.json';
    private const SCRIPT = 'patch.script';
    private const ORDER = 'patch.order.json';
    private const STATE = 'patch.json';
    private const ROOM = 'room';
    private const ROOM_BYTES = 524288;
    /** A script of the largest size, as JSON. */
    private const LARGEST = 4259840;
    private const FLAGS = JSON_UNESCAPED_UNICODE | JSON_UNESCAPED_SLASHES | JSON_INVALID_UTF8_SUBSTITUTE;

    private string $folder;
    private string $rootFolder;
    private Line $line;

    public function __construct(string $folder, string $rootFolder, Line $line)
    {
        $this->folder = $folder;
        $this->rootFolder = $rootFolder;
        $this->line = $line;
    }

    public function status(): ?array
    {
        $status = json_decode((string) PrivateFile::read("$this->folder/" . self::STATUS), true);
        return is_array($status) ? $status : null;
    }

    public function script(): ?string
    {
        return PrivateFile::read("$this->folder/" . self::SCRIPT);
    }

    public function hasOrder(): bool
    {
        $path = "$this->folder/" . self::ORDER;
        clearstatcache(true, $path);
        return file_exists($path) || is_link($path);
    }

    public function handedInAt(): ?int
    {
        return PrivateFile::writtenAt("$this->folder/" . self::ORDER);
    }

    public function handIn(array $order): void
    {
        PrivateFile::mustWrite("$this->folder/" . self::ORDER, (string) json_encode($order, self::FLAGS));
    }

    public function ring(): void
    {
        try {
            $this->line->ask(Questions::PLANS);
        } catch (CannotRead $nobody) {
            // Whoever comes next finds the file.
            return;
        }
    }

    public function lastRun(): ?array
    {
        $run = PatchState::read((string) PrivateFile::read("$this->folder/" . self::STATUS))->run;
        if ($run === null || $run['endedAt'] === null) {
            return null;
        }
        $fixed = [];
        foreach ($run['after'] as $marker) {
            if ($marker['state'] === Markers::FIXED) {
                $fixed[] = $marker['id'];
            }
        }
        return ['act' => $run['act'], 'at' => $run['endedAt'], 'fixed' => $fixed];
    }

    public function take(): ?PatchOrder
    {
        if (!$this->hasOrder()) {
            return null;
        }
        $path = "$this->folder/" . self::ORDER;
        // A link, a folder or something large is no order.
        $isFile = is_file($path) && !is_link($path) && (int) filesize($path) <= self::LARGEST;
        $order = $isFile ? json_decode((string) PrivateFile::read($path)) : null;
        @unlink($path);
        return $order instanceof stdClass ? PatchOrder::read($order) : null;
    }

    public function load(): PatchState
    {
        return PatchState::read((string) PrivateFile::read("$this->rootFolder/" . self::STATE));
    }

    public function save(PatchState $state): void
    {
        PrivateFile::mustWrite("$this->rootFolder/" . self::STATE, (string) json_encode($state->written(), self::FLAGS));
        $this->show($state);
    }

    public function show(PatchState $state): void
    {
        $script = "$this->folder/" . self::SCRIPT;
        if ($state->script === null) {
            @unlink($script);
        } elseif (!is_file($script) || hash_file('sha256', $script) !== $state->script['sha256']) {
            PrivateFile::write($script, [(string) $this->kept(self::FETCHED)]);
        }
        PrivateFile::write("$this->folder/" . self::STATUS, [(string) json_encode($state->written(), self::FLAGS)]);
    }

    public function keep(string $name, string $bytes): void
    {
        PrivateFile::mustWrite($this->path($name), $bytes);
    }

    public function kept(string $name): ?string
    {
        return PrivateFile::read($this->path($name));
    }

    public function reserve(): void
    {
        PrivateFile::mustWrite("$this->rootFolder/" . self::ROOM, str_repeat("\0", self::ROOM_BYTES));
    }

    public function release(): void
    {
        @unlink("$this->rootFolder/" . self::ROOM);
    }

    private function path(string $name): string
    {
        return "$this->rootFolder/$name.sh";
    }
}
