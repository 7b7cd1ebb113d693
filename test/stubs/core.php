<?php

/**
 * The names of Core that the module uses, with the signatures that both releases share: for the static analysis, and for
 * tests of what answers hooks.
 * Sources: the releases 2024.1.114 and 2026.1.223.
 */

declare(strict_types=1);

namespace MikoPBX\Common\Models {
    /** Until 2024. */
    class AuthTokens
    {
        /** @return iterable<self> */
        public static function find(): iterable
        {
            return [];
        }
    }

    /** Since 2026. */
    class UserPasskeys
    {
        /** @return iterable<self> */
        public static function find(): iterable
        {
            return [];
        }

        /** @return int|string */
        public static function count()
        {
            return 0;
        }
    }

    class PbxSettings
    {
        /** @var array<string, string> what is stored, for tests */
        public static array $stored = [];

        public string $key;
        public ?string $value;

        /** @return array<string, mixed> */
        public static function getDefaultArrayValues(): array
        {
            return [];
        }

        public static function getValueByKey(string $key): string
        {
            return self::$stored[$key] ?? '';
        }

        /** 2024 only. */
        public static function setValue(string $key, string $value): bool
        {
            return true;
        }

        /** Since 2026. */
        public static function setValueByKey(string $key, string $value): bool
        {
            return true;
        }

        /** @return self|null */
        public static function findFirstByKey(string $key)
        {
            return null;
        }

        public function save(): bool
        {
            return true;
        }

        public function delete(): bool
        {
            return true;
        }
    }

    abstract class ModelsBase
    {
        /** @var int|string|null */
        public $id;

        /**
         * @param array<mixed> $data by column
         *
         * @return $this
         */
        public function assign(array $data)
        {
            return $this;
        }

        public function save(): bool
        {
            return true;
        }

        public function delete(): bool
        {
            return true;
        }

        /**
         * @return static|null
         */
        public static function findFirst(string $conditions)
        {
            return null;
        }

        /**
         * @return iterable<static>
         */
        public static function find(string $conditions)
        {
            return [];
        }
    }

    class FirewallRules extends ModelsBase
    {
        public ?string $category;

        /** @return array<string, mixed> by category */
        public static function getDefaultRules(): array
        {
            return [];
        }
    }

    class NetworkFilters extends ModelsBase
    {
        public ?string $permit;
    }

    class Sip extends ModelsBase
    {
    }

    class AsteriskManagerUsers extends ModelsBase
    {
    }

    class OutgoingRoutingTable extends ModelsBase
    {
    }

    class AsteriskRestUsers extends ModelsBase
    {
    }

    /** Since 2026. */
    class ApiKeys extends ModelsBase
    {
    }

    class Fail2BanRules extends ModelsBase
    {
    }
}

namespace MikoPBX\Common\Providers {
    class PBXConfModulesProvider
    {
        public const SERVICE_NAME = 'pbxConfModules';

        /**
         * @param array<mixed> $arguments
         *
         * @return array<int|string, mixed> by id of the module
         */
        public static function hookModulesMethod(string $methodName, array $arguments = []): array
        {
            return [];
        }
    }
}

namespace MikoPBX\Core\System {
    class Processes
    {
        /** @param string $command */
        public static function mwExecBg($command): void
        {
        }
    }

    class Util
    {
        public static function which(string $cmd): string
        {
            return $cmd;
        }
    }

    class SystemMessages
    {
        public static function sysLogMsg(string $ident, string $message, int $level = LOG_WARNING): void
        {
        }

        public static function getInfoMessage(string $header, bool $showCredentials = false): string
        {
            return $header;
        }
    }

    class Notifications
    {
        /**
         * @param string|list<string> $to
         * @param string              $subject
         * @param string              $message
         */
        public function sendMail($to, $subject, $message, string $filename = ''): bool
        {
            return true;
        }
    }
}

namespace MikoPBX\Core\System\Configs {
    class SSHConf
    {
        public function configure(): bool
        {
            return true;
        }
    }

    class IptablesConf
    {
        public static function updateFirewallRules(): void
        {
        }

        public static function reloadFirewall(): void
        {
        }
    }
}

namespace MikoPBX\Core\System {
    class PBX
    {
        public static function dialplanReload(): void
        {
        }
    }
}

namespace MikoPBX\Core\Asterisk\Configs {
    class ExtensionsConf
    {
        public static function reload(): void
        {
        }
    }
}

namespace MikoPBX\Core\Workers {
    abstract class WorkerBase
    {
        protected bool $needRestart = false;

        /** @param array<mixed> $argv */
        public static function startWorker(array $argv, bool $setProcName = true): void
        {
        }

        /** @param array<mixed> $argv */
        abstract public function start(array $argv): void;
    }
}

namespace MikoPBX\Core\Workers\Cron {
    class WorkerSafeScriptsCore
    {
        public const CHECK_BY_PID_NOT_ALERT = 'checkPidNotAlert';
    }
}

namespace MikoPBX\Modules {
    class PbxExtensionUtils
    {
        /** For tests. */
        public static string $moduleDir = '';

        public static function isEnabled(string $moduleUniqueID): bool
        {
            return true;
        }

        public static function getModuleDir(string $moduleUniqueID): string
        {
            return self::$moduleDir;
        }
    }
}

namespace MikoPBX\Modules\Config {
    abstract class ConfigClass
    {
        public string $moduleUniqueId;
        /** @var array<string> */
        protected array $messages = [];

        /** @return array<mixed> */
        public function getPBXCoreRESTAdditionalRoutes(): array
        {
            return [];
        }

        public function onBeforeExecuteRestAPIRoute(\Phalcon\Mvc\Micro $app): void
        {
        }

        public function onAfterAssetsPrepared(\Phalcon\Assets\Manager $assets, \Phalcon\Mvc\Dispatcher $dispatcher): void
        {
        }

        /** @return array<mixed> */
        public function getModuleWorkers(): array
        {
            return [];
        }

        /** @param array<mixed> $tasks */
        public function createCronTasks(array &$tasks): void
        {
        }

        /** @param mixed $data */
        public function modelsEventChangeData($data): void
        {
        }

        public function createNginxLocations(): string
        {
            return '';
        }

        /** @param array<mixed> $rout */
        public function generateOutRoutContext(array $rout): string
        {
            return '';
        }

        public function onAfterPbxStarted(): void
        {
        }

        public function onBeforeModuleDisable(): bool
        {
            return true;
        }

        public function onAfterModuleEnable(): void
        {
        }
    }
}

namespace MikoPBX\Modules\Setup {
    abstract class PbxExtensionSetupBase
    {
        protected string $moduleUniqueID;
        /** @var array<string> */
        protected array $messages = [];

        public function installFiles(): bool
        {
            return true;
        }

        public function installDB(): bool
        {
            return true;
        }

        public function fixFilesRights(): bool
        {
            return true;
        }

        public function addToSidebar(): bool
        {
            return true;
        }

        public function unInstallDB(bool $keepSettings = false): bool
        {
            return true;
        }
    }
}

namespace MikoPBX\AdminCabinet\Controllers {
    class BaseController extends \Phalcon\Mvc\Controller
    {
    }
}

namespace MikoPBX\PBXCoreREST\Lib {
    class PBXApiResult
    {
        public bool $success = false;
        /** @var array<mixed> */
        public array $data = [];
        /** @var array<string, list<string>> */
        public array $messages = [];
        public string $processor = '';
        public string $function = '';
        /** Since 2026. */
        public ?int $httpCode = null;
    }
}

namespace MikoPBX\PBXCoreREST\Lib\Firewall {
    use MikoPBX\PBXCoreREST\Lib\PBXApiResult;

    /** 2024 only. */
    class GetBannedIpAction
    {
        public static function main(): PBXApiResult
        {
            return new PBXApiResult();
        }
    }

    /** 2024 only. */
    class Fail2BanUnbanAction
    {
        public static function main(string $ip): PBXApiResult
        {
            return new PBXApiResult();
        }
    }
}

namespace MikoPBX\PBXCoreREST\Services {
    /** Since 2026. */
    class TokenValidationService
    {
        public static function clearCache(): void
        {
        }
    }
}

namespace MikoPBX\PBXCoreREST\Controllers {
    /** Since 2026. */
    abstract class BaseRestController extends \Phalcon\Mvc\Controller
    {
        protected string $processorClass = '';
    }
}

namespace MikoPBX\PBXCoreREST\Attributes {
    #[\Attribute(\Attribute::TARGET_CLASS)]
    class ApiResource
    {
        /** @param array<string> $tags */
        public function __construct(string $path, array $tags = [], string $description = '', ?string $processor = null)
        {
        }
    }

    #[\Attribute(\Attribute::TARGET_CLASS | \Attribute::TARGET_METHOD)]
    class ResourceSecurity
    {
        /**
         * @param mixed              $action
         * @param array<string>|null $requirements
         */
        public function __construct(string $resource, $action = null, ?array $requirements = null)
        {
        }
    }

    #[\Attribute(\Attribute::TARGET_CLASS)]
    class HttpMapping
    {
        /**
         * @param array<string, array<string>|string> $mapping
         * @param array<string>                       $resourceLevelMethods
         * @param array<string>                       $collectionLevelMethods
         * @param array<string>                       $customMethods
         */
        public function __construct(
            array $mapping,
            array $resourceLevelMethods = [],
            array $collectionLevelMethods = [],
            array $customMethods = [],
            string $idPattern = ''
        ) {
        }
    }

    #[\Attribute(\Attribute::TARGET_METHOD)]
    class ApiOperation
    {
        public function __construct(string $summary, string $description = '', string $operationId = '')
        {
        }
    }

    #[\Attribute(\Attribute::TARGET_METHOD | \Attribute::IS_REPEATABLE)]
    class ApiResponse
    {
        public function __construct(int $statusCode, string $description = '', ?string $schema = null)
        {
        }
    }

    /** An enumeration in Core. */
    class SecurityType
    {
        public const LOCALHOST = 'localhost';
        public const BEARER_TOKEN = 'bearer_token';
    }
}
