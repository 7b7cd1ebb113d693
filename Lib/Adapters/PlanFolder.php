<?php

declare(strict_types=1);

namespace Modules\ModuleSecurityChecklist\Lib\Adapters;

use Modules\ModuleSecurityChecklist\Lib\Plan\Wish;
use Modules\ModuleSecurityChecklist\Lib\Ports\CannotRead;
use Modules\ModuleSecurityChecklist\Lib\Ports\CannotStore;
use Modules\ModuleSecurityChecklist\Lib\Ports\Line;
use Modules\ModuleSecurityChecklist\Lib\Ports\PlanCounter;
use Modules\ModuleSecurityChecklist\Lib\Ports\PlanDesk;
use Modules\ModuleSecurityChecklist\Lib\Ports\PlanJobs;
use Modules\ModuleSecurityChecklist\Lib\Root\Questions;
use stdClass;

/**
 * The desk as files in the module's private folder, which the web server's user and root alone can enter. Each has one
 * name, so that nothing of a request ever becomes a path.
 */
final class PlanFolder implements PlanCounter, PlanDesk, PlanJobs
{
    private const STATUS = 'plan.status.json';
    private const JOB = 'plan.job.json';
    private const WISH = 'plan.wish.%s.json';
    private const LARGEST = 1048576;
    private const DEPTH = 32;
    private const FLAGS = JSON_UNESCAPED_UNICODE | JSON_UNESCAPED_SLASHES | JSON_INVALID_UTF8_SUBSTITUTE;

    private string $folder;
    private Line $line;

    public function __construct(string $folder, Line $line)
    {
        $this->folder = $folder;
        $this->line = $line;
    }

    public function status(): ?array
    {
        $status = json_decode((string) PrivateFile::read($this->path(self::STATUS)), true);
        return is_array($status) ? $status : null;
    }

    public function hasJob(): bool
    {
        clearstatcache(true, $this->path(self::JOB));
        return is_file($this->path(self::JOB));
    }

    public function handedInAt(): ?int
    {
        return PrivateFile::writtenAt($this->path(self::JOB));
    }

    public function handIn(array $job): void
    {
        $this->write(self::JOB, $job);
    }

    public function wish(Wish $wish): void
    {
        $this->write(sprintf(self::WISH, $wish->kind()), $wish->written());
    }

    public function ring(): void
    {
        try {
            $this->line->ask(Questions::PLANS);
        } catch (CannotRead $nobody) {
            // Whoever comes next finds the files.
            return;
        }
    }

    public function publish(array $status): void
    {
        $path = $this->path(self::STATUS);
        if (PrivateFile::write($path, [(string) json_encode($status, self::FLAGS)])) {
            // Root wrote it, the owner of the folder reads it.
            $owner = fileowner($this->folder);
            if ($owner !== false && $owner !== fileowner($path)) {
                @chown($path, $owner);
            }
        }
    }

    public function wishes(): array
    {
        $wishes = [];
        foreach (Wish::OF_PLAYERS as $kind) {
            $wish = $this->takeWish($kind);
            if ($wish !== null) {
                $wishes[] = $wish;
            }
        }
        return $wishes;
    }

    public function hasWishes(): bool
    {
        clearstatcache();
        foreach (Wish::OF_PLAYERS as $kind) {
            if (is_file($this->path(sprintf(self::WISH, $kind)))) {
                return true;
            }
        }
        return false;
    }

    public function takeCancel(): ?Wish
    {
        return $this->takeWish(Wish::CANCEL);
    }

    private function takeWish(string $kind): ?Wish
    {
        $written = $this->take(sprintf(self::WISH, $kind));
        return $written === null ? null : Wish::read(get_object_vars($written));
    }

    public function takeJob(): ?stdClass
    {
        return $this->take(self::JOB);
    }

    /**
     * Read once. A link, a folder or something large is no message.
     */
    private function take(string $name): ?stdClass
    {
        $path = $this->path($name);
        clearstatcache(true, $path);
        if (!file_exists($path) && !is_link($path)) {
            return null;
        }
        $isFile = is_file($path) && !is_link($path) && (int) filesize($path) <= self::LARGEST;
        $text = $isFile ? PrivateFile::read($path) : null;
        @unlink($path);
        $message = json_decode((string) $text, false, self::DEPTH);
        return $message instanceof stdClass ? $message : null;
    }

    /**
     * @param array<string, mixed> $message
     *
     * @throws CannotStore
     */
    private function write(string $name, array $message): void
    {
        PrivateFile::mustWrite($this->path($name), (string) json_encode($message, self::FLAGS));
    }

    private function path(string $name): string
    {
        return $this->folder . '/' . $name;
    }
}
